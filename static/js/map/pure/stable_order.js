/** Keeps the order of tiles stable: the last tile takes the slot of a removed one, so that only one tile moves. */

/**
 * Return `present` in an order in which as few keys as possible have another position than in `before`. Pure function.
 * @param {string[]} before
 * @param {string[]} present
 */
export function stableOrder(before, present) {
  const added = new Set(present);
  const slots = before.slice(0, present.length).map((key) => (added.delete(key) ? key : null));
  const rest = added.values();
  return present.map((_, slot) => slots[slot] ?? /** @type {string} */ (rest.next().value));
}
