/** Image table, updated from the store. A row keeps its element, so that the focus is not lost. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { Column, ImageRow } from "./pure/image_rows.js" */
import { Listeners } from "../core/pure/listeners.js";
import { element, setAttributes } from "../ui/dom.js";
import { gettext } from "../core/i18n.js";
import { shownEngines } from "../ui/connection_banner.js";
import { filterRows, rowsOf, sorted } from "./pure/image_rows.js";
import { RowView } from "./image_row.js";

/** @type {{name: Column, text: () => string, first: "" | "-"}[]} `first`: direction of the first click on a column */
const COLUMNS = [
  { name: "repository", text: () => gettext("Repository"), first: "" },
  { name: "tag", text: () => gettext("Tag"), first: "" },
  { name: "id", text: () => gettext("ID"), first: "" },
  { name: "created", text: () => gettext("Created"), first: "-" },
  { name: "size", text: () => gettext("Size"), first: "-" },
  { name: "used", text: () => gettext("Used by"), first: "-" },
  { name: "engine", text: () => gettext("Engine"), first: "" },
];

/** View of the images in the store. Calls the `onDraw` listeners after each update. */
export class ImageTable {
  /** @type {Map<string, RowView>} */
  #rows = new Map();
  /** @type {(() => unknown)[]} */
  #ends = [];
  /** @type {Listeners<void>} */
  #drawn = new Listeners();
  /** @type {ImageRow[]} All rows of the selected engines. */
  rows = [];
  /** @type {ImageRow[]} The rows that match the search, sorted. */
  shown = [];

  /**
   * @param {HTMLElement} root
   * @param {Page} page
   */
  constructor(root, page) {
    this.root = root;
    this.page = page;
    this.heads = COLUMNS.map((column) => this.#head(column));
    this.body = element("tbody", { role: "rowgroup" });
    this.unused = element("button", { type: "button", class: "select-unused" }, gettext("Select all unused"));
    const last = element(
      "th",
      { role: "columnheader" },
      element("span", { class: "spoken" }, gettext("Actions")),
      this.unused,
    );
    this.all = element("input", { type: "checkbox", "aria-label": gettext("Select all shown images") });
    const first = element("th", { role: "columnheader", "data-column": "select" }, this.all);
    const top = element(
      "thead",
      { role: "rowgroup" },
      element("tr", { role: "row" }, first, ...this.heads, last),
    );
    this.table = element("table", { class: "image-table", role: "table" }, top, this.body);
    this.write = this.write.bind(this);
  }

  connect() {
    const { store, settings, clock } = this.page;
    this.root.append(this.table);
    this.#ends = [
      store.subscribe(this.write),
      settings.onChange(this.write),
      clock.onTick(() => this.#tick()),
    ];
    this.write();
  }

  disconnect() {
    for (const end of this.#ends.splice(0)) end();
    this.table.remove();
  }

  /** @param {() => void} listener */
  onDraw(listener) {
    return this.#drawn.add(listener);
  }

  /** @param {Element | null} within */
  rowAt(within) {
    const key = within?.closest("tr[data-key]")?.getAttribute("data-key");
    return this.shown.find((row) => row.key === key);
  }

  write() {
    const { store, settings } = this.page;
    const { engine, q } = settings.filter;
    const images = store.state.images.filter((image) => !engine || image.engine === engine);
    this.rows = rowsOf(images, store.state.containers.values());
    this.shown = sorted(filterRows(this.rows, q), settings.get("sort"));
    this.#writeRows();
    this.#writeHeads(settings.get("sort") || "repository");
    this.table.toggleAttribute("data-one-engine", shownEngines(store.state, engine).length < 2);
    this.table.hidden = !this.rows.length;
    this.#drawn.notify();
  }

  /** Write the checkboxes. @param {ReadonlySet<string>} keys of the selected rows */
  writeSelection(keys) {
    for (const [key, view] of this.#rows) {
      view.check.checked = keys.has(key);
      setAttributes(view.element, { "data-selected": keys.has(key) });
    }
    const selected = this.shown.filter(({ key }) => keys.has(key)).length;
    this.all.checked = selected > 0 && selected === this.shown.length;
    this.all.indeterminate = selected > 0 && selected < this.shown.length;
  }

  #writeRows() {
    const old = new Set(
      this.page.store.state.engines.filter(({ state }) => state !== "live").map(({ name }) => name),
    );
    const keys = new Set(this.shown.map(({ key }) => key));
    for (const [key, view] of this.#rows) if (!keys.has(key)) this.#drop(key, view);
    this.shown.forEach((row, index) => {
      const view = this.#rows.get(row.key) ?? new RowView(this.page);
      this.#rows.set(row.key, view);
      view.write(row, old.has(row.engine));
      const there = this.body.children[index];
      if (there !== view.element) this.body.insertBefore(view.element, there ?? null);
    });
    if (!this.body.querySelector('tr[tabindex="0"]'))
      this.body.querySelector("tr")?.setAttribute("tabindex", "0");
  }

  /** Remove a row. If the row has the focus, the next row gets it. @param {string} key @param {RowView} view */
  #drop(key, view) {
    const next = view.element.nextElementSibling ?? view.element.previousElementSibling;
    const hadFocus = view.element.contains(document.activeElement);
    view.element.remove();
    this.#rows.delete(key);
    if (hadFocus && next instanceof HTMLElement) next.focus();
  }

  /** @param {(typeof COLUMNS)[number]} column */
  #head({ name, text, first }) {
    const button = element("button", { type: "button" }, text());
    button.addEventListener("click", () => {
      const { settings } = this.page;
      const sort = settings.get("sort") || "repository";
      const isHere = sort.replace(/^-/, "") === name;
      settings.set("sort", isHere ? `${sort.startsWith("-") ? "" : "-"}${name}` : `${first}${name}`);
    });
    return element("th", { role: "columnheader", scope: "col", "data-column": name }, button);
  }

  /** @param {string} sort */
  #writeHeads(sort) {
    for (const head of this.heads) {
      const isHere = head.dataset["column"] === sort.replace(/^-/, "");
      setAttributes(head, {
        "aria-sort": isHere ? (sort.startsWith("-") ? "descending" : "ascending") : null,
      });
    }
  }

  #tick() {
    for (const view of this.#rows.values()) view.tick();
  }
}
