/** Estimates the clock of the server, and runs the one timer that updates all ages on the page. */

import { Listeners } from "./pure/listeners.js";

const TICK_MS = 1000;

/** Server time plus a tick at every full second. Ages are right even if the clock of the browser is wrong. */
export class ServerClock {
  #ahead = 0;
  /** @type {Listeners<void>} */
  #listeners = new Listeners();
  #timer = 0;

  /** Return the server time in milliseconds since 1970. */
  now() {
    return Date.now() + this.#ahead;
  }

  /**
   * Set the clock to `at` (RFC 3339), the time at which the server sent the message that has just arrived.
   * @param {string} at
   */
  set(at) {
    this.#ahead = Date.parse(at) - Date.now();
  }

  /**
   * Call `listener` every second while the page is visible. Returns a function that removes the listener.
   * @param {() => void} listener
   */
  onTick(listener) {
    return this.#listeners.add(listener);
  }

  connect() {
    this.#timer = window.setTimeout(() => this.#tick(), TICK_MS - (this.now() % TICK_MS));
  }

  disconnect() {
    window.clearTimeout(this.#timer);
  }

  #tick() {
    this.connect();
    if (document.hidden) return;
    this.#listeners.notify();
  }
}
