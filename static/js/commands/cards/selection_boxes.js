/** The checkboxes of the list: one for each row, and one for all rows that the list shows. */

/** @import { ContainerView } from "../../../../types/view.d.ts" */
import { cardAt, keyAt } from "./card_lookup.js";

/** Keeps the checkboxes and the selection equal. Owns no elements. */
export class SelectionBoxes {
  /** @type {(() => unknown)[]} */
  #ends = [];

  /**
   * @param {ContainerView} view
   * @param {import("./selection.js").Selection} selection
   */
  constructor(view, selection) {
    this.view = view;
    this.selection = selection;
  }

  connect() {
    const leave = new AbortController();
    const change = (/** @type {Event} */ { target }) => this.#change(target);
    this.view.root.addEventListener("change", change, { signal: leave.signal });
    const write = () => this.#write();
    this.#ends = [() => leave.abort(), this.view.onDraw(write), this.selection.onChange(write)];
  }

  disconnect() {
    for (const end of this.#ends.splice(0)) end();
  }

  /** @param {EventTarget | null} target */
  #change(target) {
    if (!(target instanceof HTMLInputElement)) return;
    const row = cardAt(target);
    if (row && target.matches("[data-select]")) {
      if (this.selection.has(keyAt(row)) !== target.checked) this.selection.toggle(keyAt(row));
      row.focus({ preventScroll: true });
    } else if (target.matches("[data-select-all]")) this.#all(target.checked);
  }

  /** @param {boolean} isChecked */
  #all(isChecked) {
    if (isChecked) this.selection.add(this.view.keys());
    else this.selection.clear();
  }

  #write() {
    const { ground } = this.view;
    const all = ground.querySelector("[data-select-all]");
    if (!(all instanceof HTMLInputElement)) return;
    for (const box of ground.querySelectorAll("[data-select]")) {
      const row = cardAt(box);
      if (box instanceof HTMLInputElement && row) box.checked = this.selection.has(keyAt(row));
    }
    const keys = this.selection.size ? this.view.keys() : [];
    const selected = keys.filter((key) => this.selection.has(key)).length;
    all.checked = selected > 0 && selected === keys.length;
    all.indeterminate = selected > 0 && selected < keys.length;
  }
}
