/** Computes the range between two cards in reading order: room by room, row by row. Pure functions. */

/** @typedef {{key: string, room: number, x: number, y: number}} Seat a card; `room` is the index of its room */

/**
 * Return the keys from `from` to `to`, both included. Returns only `to` if one of them is not drawn.
 * @param {Seat[]} seats
 * @param {string | null} from
 * @param {string} to
 */
export function between(seats, from, to) {
  const inOrder = [...seats].sort((a, b) => a.room - b.room || a.y - b.y || a.x - b.x).map(({ key }) => key);
  const [start, end] = [from === null ? -1 : inOrder.indexOf(from), inOrder.indexOf(to)];
  if (start < 0 || end < 0) return [to];
  return inOrder.slice(Math.min(start, end), Math.max(start, end) + 1);
}
