/** The heading row of the list: sort buttons, and a checkbox for all containers that the list shows. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { ColumnName, Sort } from "../../../types/list.d.ts" */
import { gettext } from "../core/i18n.js";
import { element, setAttributes } from "../ui/dom.js";
import { columnText } from "./list_words.js";
import { columnOf } from "./pure/list_columns.js";
import { clicked, sortOf } from "./pure/sort_rows.js";

/** Owns the row. A click on a heading writes the setting `sort`. */
export class ListHead {
  #columns = "";
  /** @type {Map<ColumnName, HTMLElement>} */
  #heads = new Map();

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.box = element("input", {
      type: "checkbox",
      "data-select-all": "",
      "aria-label": gettext("Select all containers in the list"),
    });
    this.row = element("div", { role: "row", class: "list-head", "aria-rowindex": 1 });
    this.element = element("div", { role: "rowgroup" }, this.row);
    this.row.addEventListener("click", ({ target }) => this.#click(target));
  }

  /**
   * @param {ColumnName[]} columns
   * @param {Sort} sort
   */
  write(columns, sort) {
    if (columns.join() !== this.#columns) this.#build(columns);
    for (const [name, head] of this.#heads) {
      const isSorted = name === sort.column;
      setAttributes(head, {
        "aria-sort": isSorted ? (sort.isDescending ? "descending" : "ascending") : null,
      });
    }
  }

  /** @param {ColumnName[]} columns */
  #build(columns) {
    this.#columns = columns.join();
    this.#heads = new Map(columns.map((name) => [name, heading(name)]));
    const select = element("div", { role: "columnheader", "data-column": "select" }, this.box);
    const menu = element(
      "div",
      { role: "columnheader", "data-column": "menu" },
      element("span", { class: "spoken" }, gettext("Actions")),
    );
    this.row.replaceChildren(select, ...this.#heads.values(), menu);
  }

  /** @param {EventTarget | null} target */
  #click(target) {
    const head = target instanceof Element && target.closest("button")?.parentElement;
    const column = columnOf((head && head.getAttribute("data-column")) || "");
    if (!column) return;
    const { settings } = this.page;
    settings.set("sort", clicked(sortOf(settings.get("sort")), column.name));
  }
}

/** @param {ColumnName} name */
function heading(name) {
  return element(
    "div",
    { role: "columnheader", "data-column": name, "data-number": columnOf(name)?.isNumber },
    element("button", { type: "button" }, columnText(name)),
  );
}
