/** The functions that an object calls after each change. Pure. */

/** @template [Value=void] the argument of the functions */
export class Listeners {
  /** @type {Set<(value: Value) => void>} */
  #all = new Set();

  /**
   * Add a function. Returns a function that removes it.
   * @param {(value: Value) => void} listener
   */
  add(listener) {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  }

  /** Call the functions in the order in which they were added. @param {Value} value */
  notify(value) {
    for (const listener of this.#all) listener(value);
  }
}
