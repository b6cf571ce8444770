/** Which containers are selected, by engine and id, for as long as they exist. */

/** @import { Container } from "../../../../types/wire.d.ts" */
/** @import { Page } from "../../../../types/view.d.ts" */

/** Owns the set; `onChange` listeners hear of each change. */
export class Selection {
  /** @type {Set<string>} */
  #keys = new Set();
  /** @type {Set<() => void>} */
  #listeners = new Set();
  #end = () => false;
  /** @type {string | null} Where a range begins. */
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

  /** @returns {Container[]} as they are now */
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
    this.#tell();
  }

  /** @param {string[]} keys */
  add(keys) {
    for (const key of keys) this.#keys.add(key);
    this.#tell();
  }

  /** Returns whether there was anything to clear. */
  clear() {
    if (!this.#keys.size) return false;
    this.#keys.clear();
    this.anchor = null;
    this.#tell();
    return true;
  }

  /** @param {() => void} listener */
  onChange(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Who is gone is not selected any more; the others may stand elsewhere now. */
  #prune() {
    if (!this.#keys.size) return;
    const { containers } = this.page.store.state;
    for (const key of this.#keys) if (!containers.has(key)) this.#keys.delete(key);
    this.#tell();
  }

  #tell() {
    for (const tell of this.#listeners) tell();
  }
}
