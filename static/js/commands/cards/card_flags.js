/**
 * Marks the elements of selected containers, of containers with a running command (with the countdown of its timeout),
 * and of the container of the panel, each time the view is drawn.
 */

/** @import { ContainerView, Page } from "../../../../types/view.d.ts" */

import { setAttributes } from "../../ui/dom.js";
import { keyAt } from "./card_lookup.js";

/** Id of the element with the word "selected" for screen readers. */
const SELECTED_ID = "is-selected";
/** @type {Record<string, Record<string, string | null>>} */
const MARKS = {
  pending: { "data-pending": "", "aria-busy": "true", "data-seconds": null },
  selected: { "data-selected": "", "aria-describedby": SELECTED_ID },
  current: { "aria-current": "true" },
};

/** Writes the attributes in `MARKS` on the elements of the view. */
export class CardFlags {
  /** @type {(() => unknown)[]} */
  #ends = [];
  /** @type {Record<string, Set<Element>>} */
  #marked = {};

  /**
   * @param {Page} page
   * @param {{view: ContainerView, tracker: import("../command_tracker.js").CommandTracker, selection: import("./selection.js").Selection, panel: import("../../board/container_panel.js").ContainerPanel}} of
   */
  constructor(page, { view, tracker, selection, panel }) {
    this.page = page;
    this.view = view;
    this.tracker = tracker;
    this.selection = selection;
    this.panel = panel;
  }

  connect() {
    const write = () => this.write();
    this.#ends = [
      this.view.onDraw(write),
      this.tracker.onChange(write),
      this.selection.onChange(write),
      this.panel.onChange(write),
      this.page.clock.onTick(() => this.#writeCountdowns()),
    ];
  }

  disconnect() {
    for (const end of this.#ends.splice(0)) end();
  }

  write() {
    this.#mark("pending", this.tracker.pending);
    this.#mark("selected", this.selection.keys);
    this.#mark("current", this.panel.key === null ? [] : [this.panel.key]);
    this.#writeCountdowns();
  }

  /** Write the seconds before the engine kills a container on its card. The stylesheet shows them. */
  #writeCountdowns() {
    for (const card of this.#marked["pending"] ?? []) {
      const left = card instanceof HTMLElement ? this.tracker.countdownOf(keyAt(card)) : null;
      setAttributes(card, { "data-seconds": left?.seconds ?? null });
    }
  }

  /**
   * @param {"pending" | "selected" | "current"} what
   * @param {string[]} keys
   */
  #mark(what, keys) {
    const before = this.#marked[what] ?? new Set();
    if (!keys.length && !before.size) return;
    const attributes = MARKS[what] ?? {};
    /** @type {Set<Element>} */
    const now = new Set(keys.flatMap((key) => this.view.elementOf(key) ?? []));
    const away = Object.fromEntries(Object.keys(attributes).map((name) => [name, null]));
    for (const card of before) if (!now.has(card)) setAttributes(card, rowMark(card, what, away));
    for (const card of now) if (!before.has(card)) setAttributes(card, rowMark(card, what, attributes));
    this.#marked[what] = now;
  }
}

/**
 * Return the attributes for an element. A selected row of the list has `aria-selected` in place of a description.
 * @param {Element} item
 * @param {string} what
 * @param {Record<string, string | null>} attributes
 */
function rowMark(item, what, attributes) {
  if (what !== "selected" || item.getAttribute("role") !== "row") return attributes;
  const isSelected = attributes["data-selected"] !== null;
  return { "data-selected": isSelected ? "" : null, "aria-selected": String(isSelected) };
}
