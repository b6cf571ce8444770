/** The server's clock, as far as a page can know it, and the one timer that all ages on the page follow. */

const TICK_MS = 1000;

/** Ticks once a second, on the second; a browser whose clock is wrong still shows right ages. */
export class ServerClock {
  #ahead = 0;
  /** @type {Set<() => void>} */
  #listeners = new Set();
  #timer = 0;

  /** Milliseconds since 1970. */
  now() {
    return Date.now() + this.#ahead;
  }

  /**
   * Set the clock by a message that was sent at `at` (RFC 3339) and has just come.
   * @param {string} at
   */
  set(at) {
    this.#ahead = Date.parse(at) - Date.now();
  }

  /**
   * Call `listener` each second; returns the function that ends it.
   * @param {() => void} listener
   */
  onTick(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
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
    for (const tell of this.#listeners) tell();
  }
}
