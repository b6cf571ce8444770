/** Chooses the containers whose stats are followed next. Pure. */

/**
 * Return the keys to follow: all if there are few, else those whose last stats are the oldest.
 * @param {string[]} keys
 * @param {Map<string, number>} seen when the last stats of a key arrived, in milliseconds since 1970
 * @param {number} atMost
 */
export function followedNext(keys, seen, atMost) {
  if (keys.length <= atMost) return new Set(keys);
  const age = (/** @type {string} */ key) => seen.get(key) ?? 0;
  return new Set([...keys].sort((a, b) => age(a) - age(b)).slice(0, atMost));
}
