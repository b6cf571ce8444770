/** Computes the range between two containers in reading order. Pure functions. */

/**
 * Return the keys from `from` to `to`, both included. Returns only `to` if one of them is not shown.
 * @param {string[]} keys all keys in reading order
 * @param {string | null} from
 * @param {string} to
 */
export function between(keys, from, to) {
  const [start, end] = [from === null ? -1 : keys.indexOf(from), keys.indexOf(to)];
  if (start < 0 || end < 0) return [to];
  return keys.slice(Math.min(start, end), Math.max(start, end) + 1);
}
