/** Keeps the order of tiles stable: the last tile takes the place of a removed one, so that only one tile moves. */

/**
 * Return `present` in an order in which as few keys as possible have another position than in `before`. Pure function.
 * @param {string[]} before
 * @param {string[]} present
 */
export function seated(before, present) {
  const waiting = new Set(present);
  const seats = before.slice(0, present.length).map((key) => (waiting.delete(key) ? key : null));
  const late = waiting.values();
  return present.map((_, seat) => seats[seat] ?? /** @type {string} */ (late.next().value));
}
