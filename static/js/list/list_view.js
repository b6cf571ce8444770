/** The list with everything around it: the lifecycle strip, the toolbar and the text for an empty list. */

/** @import { Page } from "../../../types/view.d.ts" */
import { gettext } from "../core/i18n.js";
import { element } from "../ui/dom.js";
import { ContainerList } from "./container_list.js";
import { LifecycleStrip } from "./lifecycle_strip.js";
import { ListStats } from "./list_stats.js";
import { ListToolbar } from "./list_toolbar.js";
import { rememberedColumns } from "./remembered_columns.js";

/** Shown in place of the map. */
export class ListView {
  /** @type {(() => unknown)[]} */
  #ends = [];

  /**
   * @param {Page} page
   * @param {() => void} drawn called each time the list has been drawn
   */
  constructor(page, drawn) {
    this.page = page;
    this.drawn = drawn;
    this.list = new ContainerList(page);
    this.strip = new LifecycleStrip(page, this.list);
    this.toolbar = new ListToolbar(page, this.list);
    this.stats = new ListStats(this.list);
    const clear = element("button", { type: "button" }, gettext("Clear search"));
    clear.addEventListener("click", () => this.#clear());
    this.empty = element(
      "div",
      { class: "list-empty", hidden: true },
      element("p", {}, gettext("No container matches the search.")),
      clear,
    );
    this.list.root.prepend(this.strip.element, this.toolbar.element);
    this.list.root.append(this.empty);
  }

  /** @param {HTMLElement} map */
  connect(map) {
    map.before(this.list.root);
    const { settings } = this.page;
    if (!settings.get("columns") && rememberedColumns()) settings.set("columns", rememberedColumns());
    this.#ends = [this.list.onDraw(() => this.#write())];
    this.strip.connect();
    this.toolbar.connect();
    this.stats.connect();
    this.list.connect();
  }

  disconnect() {
    for (const end of this.#ends.splice(0)) end();
    this.stats.disconnect();
    this.strip.disconnect();
    this.toolbar.disconnect();
    this.list.disconnect();
  }

  #write() {
    const { scene } = this.list;
    this.empty.hidden = !scene || scene.shown > 0 || !scene.total;
    this.drawn();
  }

  #clear() {
    const { settings } = this.page;
    for (const name of /** @type {const} */ (["q", "engine", "project", "pod"])) {
      if (settings.get(name)) settings.set(name, "");
    }
    this.list.root.focus();
  }
}
