/**
 * Chooses the containers whose commands the arrows show: the selected ones, else the card under the pointer while
 * a panel is open, else the focused card, else the container of the panel.
 */

/** @import { Container } from "../../../types/wire.d.ts" */
/** @import { Page } from "../../../types/view.d.ts" */
import { Listeners } from "../core/pure/listeners.js";
import { cardAt, keyAt } from "./cards/card_lookup.js";

/** How long the pointer must stay on a card before the card counts as hovered. */
const LINGER_MS = 120;

/** Follows the selection, the pointer, the focus and the panel. Calls the `onChange` listeners after each change. */
export class ArrowFocus {
  /** @type {string | null} */
  #hovered = null;
  /** @type {string | null} */
  #focused = null;
  #timer = 0;
  /** @type {(() => unknown)[]} */
  #ends = [];
  /** @type {Listeners<void>} */
  #listeners = new Listeners();

  /**
   * @param {Page} page
   * @param {{map: import("../map/lifecycle_map.js").LifecycleMap, selection: import("./cards/selection.js").Selection, panel: import("../board/container_panel.js").ContainerPanel}} of
   */
  constructor(page, { map, selection, panel }) {
    this.page = page;
    this.map = map;
    this.root = map.root;
    this.selection = selection;
    this.panel = panel;
  }

  connect() {
    const leave = new AbortController();
    const { signal } = leave;
    const notify = () => this.#listeners.notify();
    this.root.addEventListener("focusin", ({ target }) => this.#focus(target), { signal });
    this.root.addEventListener("focusout", ({ relatedTarget }) => this.#focus(relatedTarget), { signal });
    this.root.addEventListener("pointerover", (event) => this.#hover(event), { signal });
    this.root.addEventListener("pointerleave", () => this.#linger(null), { signal });
    this.#ends = [
      () => leave.abort(),
      this.map.onDraw(notify),
      this.selection.onChange(notify),
      this.panel.onChange(notify),
    ];
  }

  disconnect() {
    window.clearTimeout(this.#timer);
    for (const end of this.#ends.splice(0)) end();
  }

  /** @returns {Container[]} their current values in the store */
  get containers() {
    if (this.selection.size) return this.selection.containers;
    const key = (this.panel.key && this.#hovered) ?? this.#focused ?? this.panel.key;
    const container = key && this.page.store.state.containers.get(key);
    return container ? [container] : [];
  }

  /** @param {() => void} listener */
  onChange(listener) {
    return this.#listeners.add(listener);
  }

  /** @param {EventTarget | null} target */
  #focus(target) {
    const card = cardAt(target);
    const key = card && keyAt(card);
    if (key === this.#focused) return;
    this.#focused = key;
    this.#listeners.notify();
  }

  /** @param {PointerEvent} event */
  #hover({ target, pointerType }) {
    const card = cardAt(target);
    if (pointerType === "mouse" && this.panel.key) this.#linger(card && keyAt(card));
  }

  /** @param {string | null} key */
  #linger(key) {
    window.clearTimeout(this.#timer);
    if (key === this.#hovered) return;
    this.#timer = window.setTimeout(() => {
      this.#hovered = key;
      this.#listeners.notify();
    }, LINGER_MS);
  }
}
