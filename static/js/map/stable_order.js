/** Who sits where among tiles: whoever leaves is replaced by the last, so that one change moves one tile. Pure. */

/**
 * Return `present` in an order in which as few as possible have another place than in `before`.
 * @param {string[]} before
 * @param {string[]} present
 */
export function seated(before, present) {
  const waiting = new Set(present);
  const seats = before.slice(0, present.length).map((key) => (waiting.delete(key) ? key : null));
  const late = waiting.values();
  return present.map((_, seat) => seats[seat] ?? /** @type {string} */ (late.next().value));
}
