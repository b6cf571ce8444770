/** The row elements of the list that are in the document. Elements of rows that scrolled away are used again. */

/** @import { Sample } from "../../../types/wire.d.ts" */
/** @import { Page } from "../../../types/view.d.ts" */
/** @import { ColumnName, ListRow } from "../../../types/list.d.ts" */
import { ListRowView } from "./list_row.js";

/** Owns the children of the body of the list. */
export class RowPool {
  /** @type {Map<string, ListRowView>} By the key of the container. */
  views = new Map();

  /**
   * @param {Page} page
   * @param {HTMLElement} body
   * @param {() => void} onFocusLost called when the row with the focus was removed
   */
  constructor(page, body, onFocusLost) {
    this.page = page;
    this.body = body;
    this.onFocusLost = onFocusLost;
  }

  /**
   * Show rows, in the order of the list.
   * @param {{row: ListRow, index: number}[]} shown
   * @param {{columns: ColumnName[], rowHeight: number, samples: Map<string, Sample>}} how
   */
  draw(shown, { columns, rowHeight, samples }) {
    const free = this.#release(new Set(shown.map(({ row }) => row.key)));
    const engines = this.page.store.state.engines.filter(({ state }) => state !== "live");
    const old = new Set(engines.map(({ name }) => name));
    shown.forEach(({ row, index }, position) => {
      const view = this.views.get(row.key) ?? free.pop() ?? new ListRowView(this.page);
      this.views.set(row.key, view);
      const isOld = old.has(row.container.engine);
      const top = index * rowHeight;
      view.write(row, { columns, top, index, isOld, sample: samples.get(row.key) });
      placeAt(this.body, view.element, position);
    });
    for (const view of free) view.element.remove();
  }

  /** Put one row in the Tab order. @param {string | undefined} entry its key */
  rove(entry) {
    for (const [key, { element: row }] of this.views) {
      const tabIndex = key === entry ? 0 : -1;
      if (row.tabIndex !== tabIndex) row.tabIndex = tabIndex;
    }
  }

  /**
   * Return the views of rows that are no longer shown, for reuse. The view with the focus is removed instead, so that
   * the focus does not pass to another container.
   * @param {Set<string>} keys
   */
  #release(keys) {
    const free = [];
    for (const [key, view] of this.views) {
      if (keys.has(key)) continue;
      this.views.delete(key);
      if (!view.element.contains(document.activeElement)) free.push(view);
      else {
        view.element.remove();
        this.onFocusLost();
      }
    }
    return free;
  }
}

/**
 * Put a row at a position of the body. A row with the focus keeps it.
 * @param {HTMLElement} body
 * @param {HTMLElement} row
 * @param {number} position
 */
function placeAt(body, row, position) {
  const there = body.children[position] ?? null;
  if (there === row) return;
  const focused = row.contains(document.activeElement) ? document.activeElement : null;
  body.insertBefore(row, there);
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
}
