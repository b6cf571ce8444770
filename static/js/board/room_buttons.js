/** Buttons in the headers of rooms: "Pull…" in Registry, "Create…" in Created, and the link to the images page. */

/** @import { Page } from "../../../types/view.d.ts" */
import { guard, isBarred } from "../ui/guard.js";
import { element } from "../ui/dom.js";
import { gettext } from "../core/i18n.js";

/** Adds the buttons and the link, and opens the dialogs for all pull, create and clone buttons of the page. */
export class RoomButtons {
  #leave = new AbortController();
  #end = () => false;
  /** @type {Element[]} */
  #made = [];

  /**
   * @param {Page} page
   * @param {import("../map/lifecycle_map.js").LifecycleMap} map
   * @param {ReturnType<typeof import("../ui/dialogs/dialog_openers.js").openers>} open
   */
  constructor(page, map, open) {
    this.page = page;
    this.map = map;
    this.open = open;
  }

  connect() {
    const { signal } = (this.#leave = new AbortController());
    document.addEventListener("click", (event) => this.#click(event), { signal });
    this.#end = this.map.onDraw(() => this.#makeRoom());
    this.#made = [
      this.#button("registry", "pull", "i", gettext("Pull…")),
      this.#button("created", "create", "c", gettext("Create…")),
    ];
    const word = this.map.root.querySelector('[data-room="images"] h2 span');
    const link = element("a", { href: "/images" }, word?.textContent ?? "");
    word?.replaceChildren(link);
  }

  /**
   * @param {string} room
   * @param {string} command
   * @param {string} key
   * @param {string} text
   */
  #button(room, command, key, text) {
    const button = element(
      "button",
      { type: "button", "data-command": command, "aria-keyshortcuts": key, "aria-haspopup": "dialog" },
      text,
    );
    guard(this.page, button, command);
    this.map.root.querySelector(`[data-room="${room}"] > header > div`)?.after(button);
    return button;
  }

  disconnect() {
    this.#leave.abort();
    this.#end();
    for (const made of this.#made.splice(0)) made.remove();
  }

  /** Narrow a button beside a count of three or more digits. Counting digits avoids measuring the layout. */
  #makeRoom() {
    for (const button of this.#made) {
      const digits = button.parentElement?.querySelector(".count")?.textContent?.length ?? 0;
      if (button.hasAttribute("data-tight") !== digits > 2) button.toggleAttribute("data-tight", digits > 2);
    }
  }

  /** @param {MouseEvent} event */
  #click({ target }) {
    const button =
      target instanceof Element ? target.closest("button[data-command], button[data-act='clone']") : null;
    if (!(button instanceof HTMLElement) || isBarred(button)) return;
    const { act, command = act, engine = "", image, id = "", like = "" } = button.dataset;
    if (command === "pull") void this.open.pull();
    if (command === "create") void this.open.create(image ? { engine, image } : {});
    if (command === "clone") void this.open.create({ engine, from: { engine, id, name: like } });
  }
}
