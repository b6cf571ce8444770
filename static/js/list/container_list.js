/** The list of containers, an alternative to the lifecycle map. Only the rows near the visible ones are in the document. */

/** @import { Container, Sample } from "../../../types/wire.d.ts" */
/** @import { ContainerView, Page, Scene } from "../../../types/view.d.ts" */
/** @import { ColumnName, ListRow } from "../../../types/list.d.ts" */
import { cardAt, containerAt, keyAt } from "../commands/cards/card_lookup.js";
import { matcher } from "../core/pure/container_search.js";
import { Listeners } from "../core/pure/listeners.js";
import { sceneOf } from "../map/scene.js";
import { shownEngines } from "../ui/connection_banner.js";
import { element } from "../ui/dom.js";
import { gettext } from "../core/i18n.js";
import { RowPool } from "./row_pool.js";
import { visibleArea } from "./visible_area.js";
import { ListHead } from "./list_head.js";
import { panelHash } from "./list_row.js";
import { listRows } from "./list_rows.js";
import { shownColumns, tracksOf } from "./pure/list_columns.js";
import { sortedRows, sortOf } from "./pure/sort_rows.js";
import { nextIndex, visibleRange, windowOf } from "./pure/virtual_window.js";

/** @implements {ContainerView} */
export class ContainerList {
  /** @type {ListRow[]} All rows in order. */
  #rows = [];
  /** @type {Map<string, number>} */
  #indexes = new Map();
  /** @type {Scene | null} */
  #scene = null;
  /** @type {ColumnName[]} */
  #columns = [];
  #area = { top: 0, height: 0, rowHeight: 30 };
  /** @type {string | null} Key of the row in the Tab order: the one that had the focus last. */
  #at = null;
  /** @type {(() => unknown)[]} */
  #ends = [];
  /** @type {Listeners<void>} */
  #drawn = new Listeners();
  /** @type {Map<string, Sample>} The latest stats, by key. */
  samples = new Map();

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.head = new ListHead(page);
    this.body = element("div", { role: "rowgroup", class: "list-body" });
    this.grid = element(
      "div",
      {
        role: "grid",
        class: "list-grid",
        "aria-label": gettext("Containers"),
        "aria-multiselectable": "true",
      },
      this.head.element,
      this.body,
    );
    this.root = element(
      "section",
      { class: "list", id: "list", tabindex: -1, "aria-label": gettext("List") },
      this.grid,
    );
    this.ground = this.root;
    this.pool = new RowPool(page, this.body, () => this.root.focus({ preventScroll: true }));
    this.resized = new ResizeObserver(() => this.#measure());
  }

  connect() {
    const { store, settings, clock } = this.page;
    const leave = new AbortController();
    const { signal } = leave;
    document.addEventListener("scroll", () => this.#scroll(), { signal, capture: true, passive: true });
    this.body.addEventListener("focusin", ({ target }) => this.#rove(target), { signal });
    this.body.addEventListener("click", (event) => this.#click(event), { signal });
    this.body.addEventListener("keydown", (event) => this.#press(event), { signal });
    this.#ends = [
      () => leave.abort(),
      store.subscribe(() => this.draw()),
      settings.onChange(() => this.draw()),
      clock.onTick(() => this.#tick()),
    ];
    this.resized.observe(this.grid);
    this.#measure();
  }

  disconnect() {
    this.resized.disconnect();
    for (const end of this.#ends.splice(0)) end();
    this.root.remove();
  }

  get scene() {
    return this.#scene;
  }

  /** The rows that are visible in full, counted from 1, and the number of all rows. */
  get range() {
    return { ...visibleRange({ ...this.#area, count: this.#rows.length }), count: this.#rows.length };
  }

  get columns() {
    return this.#columns;
  }

  /** @param {() => void} listener */
  onDraw(listener) {
    return this.#drawn.add(listener);
  }

  /** @param {string} key */
  elementOf(key) {
    return this.pool.views.get(key)?.element;
  }

  keys() {
    return this.#rows.map(({ key }) => key);
  }

  /** Return the containers whose rows are in the document, in order. @returns {Container[]} */
  drawnContainers() {
    return this.#rows.flatMap(({ key, container }) => (this.pool.views.has(key) ? container : []));
  }

  /** @param {string} key */
  focus(key) {
    const index = this.#indexes.get(key);
    if (index === undefined) return false;
    this.#at = key;
    this.#drawRows();
    const row = this.elementOf(key);
    row?.scrollIntoView({ block: "nearest" });
    row?.focus({ preventScroll: true });
    return true;
  }

  /**
   * @param {string | null} from
   * @param {string} key
   */
  next(from, key) {
    const index = from === null ? undefined : this.#indexes.get(from);
    const page = Math.max(1, Math.floor(this.#area.height / this.#area.rowHeight) - 1);
    const to = nextIndex(key, index ?? 0, { count: this.#rows.length, page });
    if (to === undefined) return undefined;
    const entry = this.#at !== null && this.#indexes.has(this.#at) ? this.#at : this.#rows[0]?.key;
    return (index === undefined ? entry : this.#rows[to]?.key) ?? null;
  }

  /** Update the whole list. Only differences are written to the DOM. */
  draw() {
    const { store, settings, clock } = this.page;
    const shows = matcher(settings.filter);
    const scene = sceneOf(store.state.containers.values(), { shows, now: clock.now(), grouped: false });
    this.#scene = scene;
    this.#columns = shownColumns(settings.get("columns"), {
      hasEngines: shownEngines(store.state, settings.filter.engine).length > 1,
    });
    const sort = sortOf(settings.get("sort"));
    this.#rows = sortedRows(listRows(scene), sort, { before: this.keys(), samples: this.samples });
    this.#indexes = new Map(this.#rows.map(({ key }, index) => [key, index]));
    this.head.write(this.#columns, sort);
    this.#writeSizes();
    this.#drawRows();
  }

  #writeSizes() {
    const { tracks, width } = tracksOf(this.#columns);
    const { style } = this.grid;
    if (style.getPropertyValue("--tracks") !== tracks) {
      style.setProperty("--tracks", tracks);
      style.setProperty("--min-width", `${width}rem`);
    }
    this.grid.setAttribute("aria-rowcount", String(this.#rows.length + 1));
    this.grid.toggleAttribute("data-empty", !this.#rows.length);
    const height = `${this.#rows.length * this.#area.rowHeight}px`;
    if (this.body.style.height !== height) this.body.style.height = height;
  }

  #drawRows() {
    const kept = this.#at === null ? -1 : (this.#indexes.get(this.#at) ?? -1);
    const indexes = windowOf({ ...this.#area, count: this.#rows.length, kept });
    const shown = indexes.flatMap((index) => {
      const row = this.#rows[index];
      return row ? [{ row, index }] : [];
    });
    const { rowHeight } = this.#area;
    this.pool.draw(shown, { columns: this.#columns, rowHeight, samples: this.samples });
    this.#keepOne();
    this.#drawn.notify();
  }

  /** Keep one row in the Tab order. */
  #keepOne() {
    if (this.#at !== null && !this.#indexes.has(this.#at)) this.#at = null;
    this.pool.rove(this.#at ?? this.#rows[0]?.key);
  }

  /** @param {EventTarget | null} target */
  #rove(target) {
    const row = cardAt(target);
    if (!row) return;
    this.#at = keyAt(row);
    this.#keepOne();
  }

  /** Open the panel of a row that was clicked beside its controls. @param {MouseEvent} event */
  #click(event) {
    const row = cardAt(event.target);
    const isControl = event.target instanceof Element && event.target.closest("a, button, input");
    const container = row && !isControl && containerAt(this.page, row);
    if (container) location.hash = panelHash(container);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const row = cardAt(event.target);
    const container = row && row === event.target && containerAt(this.page, row);
    if (event.key !== "Enter" || event.defaultPrevented || !container) return;
    event.preventDefault();
    location.hash = panelHash(container);
  }

  #scroll() {
    const before = this.#area.top;
    this.#look();
    if (this.#area.top !== before) this.#drawRows();
  }

  #measure() {
    const probe = parseFloat(getComputedStyle(this.body).getPropertyValue("--row-rem"));
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.#area.rowHeight = Math.round((probe || 1.875) * rem);
    this.grid.style.setProperty("--row", `${this.#area.rowHeight}px`);
    this.#look();
    this.draw();
  }

  #look() {
    Object.assign(this.#area, visibleArea(this.grid, this.body, this.#area.rowHeight));
  }

  #tick() {
    for (const view of this.pool.views.values()) view.tick();
    if (this.#scene && this.page.clock.now() >= this.#scene.until) this.draw();
  }
}
