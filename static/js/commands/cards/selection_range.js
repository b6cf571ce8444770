/** The cards between two, in the order they are read: room by room, row by row. */

/** @typedef {{key: string, room: number, x: number, y: number}} Seat `room`: its place in the order of rooms */

/**
 * Return the keys from one to the other, both included; only the second when the first stands nowhere.
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
