/** Marks the cards of selected containers and of containers with a running command, and counts down their timeouts. */

import { setAttributes } from "../../ui/dom.js";
import { keyAt } from "./card_lookup.js";

/** Id of the element with the word "selected" for screen readers. */
const SELECTED_ID = "is-selected";
/** @type {Record<string, Record<string, string | null>>} */
const MARKS = {
  pending: { "data-pending": "", "aria-busy": "true", "data-seconds": null },
  selected: { "data-selected": "", "aria-describedby": SELECTED_ID },
};

/** Writes the attributes in `MARKS` on the cards of the lifecycle map. */
export class CardFlags {
  /** @type {(() => unknown)[]} */
  #ends = [];
  /** @type {Record<string, Set<Element>>} */
  #marked = { pending: new Set(), selected: new Set() };

  /**
   * @param {import("../../map/lifecycle_map.js").LifecycleMap} map
   * @param {import("../command_tracker.js").CommandTracker} tracker
   * @param {import("./selection.js").Selection} selection
   */
  constructor(map, tracker, selection) {
    this.map = map;
    this.tracker = tracker;
    this.selection = selection;
  }

  connect() {
    const write = () => this.write();
    this.#ends = [
      this.map.onDraw(write),
      this.tracker.onChange(write),
      this.selection.onChange(write),
      this.map.page.clock.onTick(() => this.#writeCountdowns()),
    ];
  }

  disconnect() {
    for (const end of this.#ends.splice(0)) end();
  }

  write() {
    this.#mark("pending", this.tracker.pending);
    this.#mark("selected", this.selection.keys);
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
   * @param {"pending" | "selected"} what
   * @param {string[]} keys
   */
  #mark(what, keys) {
    const before = this.#marked[what] ?? new Set();
    if (!keys.length && !before.size) return;
    const attributes = MARKS[what] ?? {};
    /** @type {Set<Element>} */
    const now = new Set(keys.flatMap((key) => this.map.elementOf(key) ?? []));
    const away = Object.fromEntries(Object.keys(attributes).map((name) => [name, null]));
    for (const card of before) if (!now.has(card)) setAttributes(card, away);
    for (const card of now) if (!before.has(card)) setAttributes(card, attributes);
    this.#marked[what] = now;
  }
}
