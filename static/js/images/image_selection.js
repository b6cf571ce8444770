/** The selected rows of the image table: checkboxes, Shift and a click for a range, and the bar with their commands. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { ImageRow } from "./pure/image_rows.js" */
import { gettext, ngettext } from "../core/i18n.js";
import { byId, element, setText } from "../ui/dom.js";
import { lazyImport } from "../ui/dialogs/dialog_openers.js";
import { guard, isBarred } from "../ui/guard.js";
import { rangeOf, sumOf } from "./pure/image_rows.js";

/** Owns the bar `#images-bulk` and the keys of the selected rows. It deselects an image when the image is removed. */
export class ImageSelection {
  /** @type {Set<string>} */
  #keys = new Set();
  #anchor = "";
  /** @type {(() => unknown)[]} */
  #ends = [];

  /**
   * @param {Page} page
   * @param {import("./image_table.js").ImageTable} table
   */
  constructor(page, table) {
    this.page = page;
    this.table = table;
    this.bar = byId("images-bulk", HTMLElement);
    this.count = element("b", {});
    this.remove = element("button", { type: "button", class: "danger" }, gettext("Remove…"));
    this.clear = element("button", { type: "button" }, gettext("Clear"));
  }

  connect() {
    const leave = new AbortController();
    const { signal } = leave;
    guard(this.page, this.remove, "remove-image");
    this.bar.replaceChildren(this.count, this.remove, this.clear);
    this.remove.addEventListener("click", () => void this.#remove(), { signal });
    this.table.unused.addEventListener("click", () => this.#set(this.table.shown.filter(isUnused)), {
      signal,
    });
    this.clear.addEventListener("click", () => this.#set([]), { signal });
    this.table.root.addEventListener("click", (event) => this.#click(event), { signal });
    document.addEventListener("keydown", (event) => this.#press(event), { signal });
    this.#ends = [() => leave.abort(), this.table.onDraw(() => this.#prune())];
    this.#write();
  }

  disconnect() {
    for (const end of this.#ends.splice(0)) end();
  }

  /** The selected rows in the order of the table. @returns {ImageRow[]} */
  get rows() {
    return this.table.rows.filter(({ key }) => this.#keys.has(key));
  }

  /** @param {MouseEvent} event */
  #click({ target, shiftKey }) {
    if (!(target instanceof HTMLInputElement) || target.type !== "checkbox") return;
    const row = this.table.rowAt(target);
    if (!row) return this.#set(target.checked ? this.table.shown : []);
    const keys = shiftKey ? rangeOf(this.table.shown, this.#anchor, row.key) : [row.key];
    for (const key of keys) this.#toggle(key, target.checked);
    this.#anchor = row.key;
    this.#write();
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const { target, altKey, defaultPrevented } = event;
    if (defaultPrevented || altKey || isTextField(target)) return;
    if (document.querySelector("dialog[open]") || !this.#pressed(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  /** Handle a key. Returns false if the key has no meaning here. @param {KeyboardEvent} event */
  #pressed({ key, target, ctrlKey, metaKey }) {
    const row = target instanceof Element && target.matches("tr[data-key]") ? this.table.rowAt(target) : null;
    if (ctrlKey || metaKey) {
      if (key === "a") this.#set(this.table.shown);
      return key === "a";
    }
    if (key === " " && row) this.#flip(row.key);
    else if (key === "Escape" && this.#keys.size) this.#set([]);
    else if (key === "Delete" && this.#keys.size) void this.#remove();
    else return false;
    return true;
  }

  /** @param {string} key */
  #flip(key) {
    this.#toggle(key, !this.#keys.has(key));
    this.#anchor = key;
    this.#write();
  }

  /** @param {string} key @param {boolean} isSelected */
  #toggle(key, isSelected) {
    if (isSelected) this.#keys.add(key);
    else this.#keys.delete(key);
  }

  /** @param {ImageRow[]} rows */
  #set(rows) {
    this.#keys = new Set(rows.map(({ key }) => key));
    this.#write();
  }

  #prune() {
    const there = new Set(this.table.rows.map(({ key }) => key));
    for (const key of this.#keys) if (!there.has(key)) this.#keys.delete(key);
    this.#write();
  }

  #write() {
    const { rows } = this;
    this.table.writeSelection(this.#keys);
    this.bar.hidden = !rows.length;
    const size = this.page.format.bytes(sumOf(rows).bytes);
    const text = ngettext(
      "%(count)s image selected, %(size)s",
      "%(count)s images selected, %(size)s",
      rows.length,
      {
        size,
      },
    );
    setText(this.count, rows.length ? text : "");
  }

  async #remove() {
    if (isBarred(this.remove)) return;
    const dialog = await lazyImport(() => import("./remove_images_dialog.js"));
    await dialog?.openRemoveMany(this.page, this.rows);
  }
}

/** @param {EventTarget | null} target */
function isTextField(target) {
  return target instanceof HTMLInputElement && target.type !== "checkbox";
}

/** @param {ImageRow} row */
function isUnused({ usedBy }) {
  return !usedBy.length;
}
