/** Console preferences in localStorage: font size and screen reader mode. */

import { Listeners } from "../../core/pure/listeners.js";

const SIZE = "console-font";
const READER = "console-reader";
const USUAL = 14;
const LEAST = 9;
const MOST = 32;

export class Preferences {
  /** @type {Listeners<void>} */
  #listeners = new Listeners();

  /** In pixels. */
  get fontSize() {
    const kept = Number(localStorage.getItem(SIZE)) || USUAL;
    return Math.min(MOST, Math.max(LEAST, Math.round(kept)));
  }

  /** @param {number} by in pixels */
  grow(by) {
    this.#set(SIZE, String(Math.min(MOST, Math.max(LEAST, this.fontSize + by))));
  }

  get isRead() {
    return localStorage.getItem(READER) === "on";
  }

  toggleReader() {
    this.#set(READER, this.isRead ? "off" : "on");
  }

  /** @param {() => void} listener */
  onChange(listener) {
    return this.#listeners.add(listener);
  }

  /** @param {string} name @param {string} value */
  #set(name, value) {
    localStorage.setItem(name, value);
    this.#listeners.notify();
  }
}
