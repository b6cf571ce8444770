/** The set of selected containers. A removed container is no longer selected. */

/** @import { Container } from "../../../../types/wire.d.ts" */
/** @import { Page } from "../../../../types/view.d.ts" */
import { Listeners } from "../../core/pure/listeners.js";

/** Owns the keys of the selected containers. Calls the `onChange` listeners after each change. */
export class Selection {
  /** @type {Set<string>} */
  #keys = new Set();
  /** @type {Listeners<void>} */
  #listeners = new Listeners();
  #end = () => false;
  /** @type {string | null} Key of the card at which a range starts. */
  anchor = null;

  /** @param {Pick<Page, "store">} page */
  constructor(page) {
    this.page = page;
  }

  connect() {
    this.#end = this.page.store.subscribe(() => this.#prune());
  }

  disconnect() {
    this.#end();
  }

  get size() {
    return this.#keys.size;
  }

  get keys() {
    return [...this.#keys];
  }

  /** @returns {Container[]} their current values in the store */
  get containers() {
    const { containers } = this.page.store.state;
    return this.keys.flatMap((key) => containers.get(key) ?? []);
  }

  /** @param {string} key */
  has(key) {
    return this.#keys.has(key);
  }

  /** @param {string} key */
  toggle(key) {
    if (!this.#keys.delete(key)) this.#keys.add(key);
    this.anchor = key;
    this.#listeners.notify();
  }

  /** @param {string[]} keys */
  add(keys) {
    for (const key of keys) this.#keys.add(key);
    this.#listeners.notify();
  }

  /** Clear the selection. Returns false if it was empty. */
  clear() {
    if (!this.#keys.size) return false;
    this.#keys.clear();
    this.anchor = null;
    this.#listeners.notify();
    return true;
  }

  /** @param {() => void} listener */
  onChange(listener) {
    return this.#listeners.add(listener);
  }

  /** Drop the keys of removed containers, and call the listeners because other containers may have changed. */
  #prune() {
    if (!this.#keys.size) return;
    const { containers } = this.page.store.state;
    for (const key of this.#keys) if (!containers.has(key)) this.#keys.delete(key);
    this.#listeners.notify();
  }
}
