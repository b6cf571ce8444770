/** The line above the list: number of containers, project, columns, buttons for new containers, visible rows. */

/** @import { Page } from "../../../types/view.d.ts" */
import { gettext, ngettext } from "../core/i18n.js";
import { visible } from "../core/pure/format.js";
import { lazyImport } from "../ui/dialogs/dialog_openers.js";
import { element, setText } from "../ui/dom.js";
import { guard } from "../ui/guard.js";
import { columnText } from "./list_words.js";
import { COLUMNS } from "./pure/list_columns.js";
import { sortOf } from "./pure/sort_rows.js";

/** Writes the settings `project`, `sort` and `columns`. */
export class ListToolbar {
  #options = "";
  /** @type {(() => unknown)[]} */
  #ends = [];

  /**
   * @param {Page} page
   * @param {import("./container_list.js").ContainerList} list
   */
  constructor(page, list) {
    this.page = page;
    this.list = list;
    this.count = element("b");
    this.order = element("span");
    this.rows = element("span", { class: "list-range" });
    this.project = element("select", { "aria-label": gettext("Project") });
    this.sort = element("select", { class: "list-sort", "aria-label": gettext("Sort by") }, ...sortOptions());
    this.columns = element(
      "button",
      { type: "button", class: "list-columns", "aria-haspopup": "dialog" },
      gettext("Columns…"),
    );
    this.element = element(
      "div",
      { class: "list-toolbar" },
      element("p", {}, this.count, this.order),
      this.project,
      this.sort,
      this.columns,
      this.#opener("create", gettext("Create…")),
      this.#opener("pull", gettext("Pull…")),
      this.rows,
    );
  }

  connect() {
    const { settings } = this.page;
    this.project.onchange = () => settings.set("project", this.project.value);
    this.sort.onchange = () => settings.set("sort", this.sort.value === "state" ? "" : this.sort.value);
    this.columns.onclick = () => void this.#choose();
    this.#ends = [this.list.onDraw(() => this.#write())];
  }

  disconnect() {
    for (const end of this.#ends.splice(0)) end();
  }

  /** Return a button that opens the dialog of a command. `board/room_buttons.js` handles the click. @param {string} command @param {string} text */
  #opener(command, text) {
    const attributes = { type: "button", "data-command": command, "aria-haspopup": "dialog" };
    const button = element("button", attributes, text);
    guard(this.page, button, command);
    return button;
  }

  async #choose() {
    const dialog = await lazyImport(() => import("./columns_dialog.js"));
    await dialog?.chooseColumns(this.page, this.list.columns);
  }

  #write() {
    const { scene, range } = this.list;
    if (!scene) return;
    const { format, settings } = this.page;
    setText(
      this.count,
      countText(scene, (count) => format.number(count)),
    );
    const isUsual = sortOf(settings.get("sort")).column === "state" && !settings.get("sort").startsWith("-");
    setText(this.order, isUsual && scene.problems ? ` · ${gettext("attention first")}` : "");
    const [first, last, count] = [range.first, range.last, range.count].map((one) => format.number(one));
    const text = gettext("Rows %(first)s–%(last)s of %(count)s", {
      first: first ?? "",
      last: last ?? "",
      count: count ?? "",
    });
    setText(this.rows, range.count ? text : "");
    this.#writeProjects();
    const sort = settings.get("sort") || "state";
    if (this.sort.value !== sort) this.sort.value = sort;
  }

  #writeProjects() {
    const { store, settings } = this.page;
    const names = new Set([...store.state.containers.values()].flatMap(({ project }) => project ?? []));
    const current = settings.get("project");
    if (current) names.add(current);
    const sorted = [...names].sort();
    const written = JSON.stringify(sorted);
    this.project.hidden = !sorted.length;
    if (written !== this.#options) {
      this.#options = written;
      const all = element("option", { value: "" }, gettext("All projects"));
      this.project.replaceChildren(
        all,
        ...sorted.map((name) => element("option", { value: name }, visible(name))),
      );
    }
    if (this.project.value !== current) this.project.value = current;
  }
}

/**
 * @param {{shown: number, total: number}} scene
 * @param {(count: number) => string} number
 */
function countText({ shown, total }, number) {
  if (shown === total) return ngettext("%(count)s container", "%(count)s containers", total);
  return ngettext("%(shown)s of %(total)s container", "%(shown)s of %(total)s containers", total, {
    shown: number(shown),
    total: number(total),
  });
}

function sortOptions() {
  return COLUMNS.map(({ name, first }) =>
    element("option", { value: name === "state" ? name : `${first}${name}` }, columnText(name)),
  );
}
