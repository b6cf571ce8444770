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
   * Set the clock to `at` (RFC 3339), the time at which the server sent a message.
   * @param {string} at
   * @param {number} [receivedAt] when the message arrived, in milliseconds since 1970 by the clock of the browser
   */
  set(at, receivedAt = Date.now()) {
    this.#ahead = Date.parse(at) - receivedAt;
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
