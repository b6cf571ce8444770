/** The positions of the rooms and arrows in the lifecycle strip above the list. Pure. */

/** @import { Room } from "../../../../types/wire.d.ts" */

/** The strip is drawn for this width and height, in units of 1/16 rem. Other widths stretch it horizontally. */
const WIDTH = 1366;
export const STRIP_HEIGHT = 134;

/** x, y, width and height of the rooms. @type {[Room, number, number, number, number][]} */
const ROOMS = [
  ["images", 16, 8, 118, 28],
  ["registry", 16, 80, 118, 28],
  ["created", 206, 8, 168, 28],
  ["restarting", 206, 80, 168, 28],
  ["running", 460, 8, 216, 118],
  ["paused", 826, 8, 190, 28],
  ["failed", 826, 44, 190, 28],
  ["exited", 826, 80, 190, 28],
  ["removing", 1176, 8, 84, 28],
  ["dead", 1266, 8, 84, 28],
  ["removed", 1176, 44, 174, 82],
];

/** @typedef {{from: Room, to: Room, points: [number, number][], label: {x: number, y: number, anchor: "start" | "middle" | "end"}}} StripArrow */

/** @type {StripArrow[]} */
const ARROWS = [
  arrow("registry", "images", [75, 80, 75, 36], [82, 62, "start"]),
  arrow("images", "created", [134, 20, 206, 20], [170, 14, "middle"]),
  arrow("images", "running", [134, 30, 170, 30, 170, 58, 460, 58], [290, 52, "middle"]),
  arrow("created", "running", [374, 22, 460, 22], [417, 16, "middle"]),
  arrow("running", "restarting", [460, 88, 374, 88], [417, 82, "middle"]),
  arrow("restarting", "running", [374, 100, 460, 100], [417, 114, "middle"]),
  arrow("running", "paused", [676, 17, 826, 17], [684, 13, "start"]),
  arrow("paused", "running", [826, 27, 676, 27], [818, 40, "end"]),
  arrow("running", "failed", [676, 53, 826, 53], [684, 49, "start"]),
  arrow("failed", "running", [826, 63, 676, 63], [818, 76, "end"]),
  arrow("running", "exited", [676, 89, 826, 89], [684, 85, "start"]),
  arrow("exited", "running", [826, 99, 676, 99], [818, 112, "end"]),
  arrow("failed", "removed", [1016, 58, 1176, 58], [1096, 52, "middle"]),
  arrow("exited", "removed", [1016, 94, 1176, 94], [1096, 88, "middle"]),
  arrow("running", "removed", [676, 120, 1176, 120], [1096, 114, "middle"]),
];

/**
 * @param {Room} from
 * @param {Room} to
 * @param {number[]} line
 * @param {[number, number, "start" | "middle" | "end"]} label
 * @returns {StripArrow}
 */
function arrow(from, to, line, [x, y, anchor]) {
  /** @type {[number, number][]} */
  const points = [];
  for (let index = 0; index + 1 < line.length; index += 2)
    points.push([line[index] ?? 0, line[index + 1] ?? 0]);
  return { from, to, points, label: { x, y, anchor } };
}

/**
 * Return the rectangles of the rooms and the arrows for a strip that is `width` pixels wide, in pixels.
 * @param {number} width
 * @param {number} unit pixels per unit
 */
export function stripLayout(width, unit) {
  const stretch = width / WIDTH;
  const x = (/** @type {number} */ value) => Math.round(value * stretch);
  const y = (/** @type {number} */ value) => Math.round(value * unit);
  const rooms = ROOMS.map(([name, left, top, w, h]) => ({
    name,
    x: x(left),
    y: y(top),
    width: x(left + w) - x(left),
    height: y(h),
  }));
  const arrows = ARROWS.map(({ from, to, points, label }) => ({
    from,
    to,
    points: points.map(([left, top]) => /** @type {[number, number]} */ ([x(left), y(top)])),
    label: { ...label, x: x(label.x), y: y(label.y) },
  }));
  return { rooms, arrows };
}

/**
 * Return the search with the term of a room added, or without it if the search has it. Terms of other rooms are dropped.
 * @param {string} q
 * @param {Room} room
 */
export function toggledRoom(q, room) {
  const others = q.split(/\s+/).filter((word) => word && !word.startsWith("state:"));
  return (filtersRoom(q, room) ? others : [...others, `state:${room}`]).join(" ");
}

/** Return whether a search has the term of a room. @param {string} q @param {Room} room */
export function filtersRoom(q, room) {
  return q.split(/\s+/).includes(`state:${room}`);
}
