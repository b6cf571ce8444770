/** Stacks the rooms in one column without arrows, for small windows and high zoom. The page scrolls. Pure functions. */

/** @import { Crowd, Crowds, Rects, Sizes } from "../../../../types/view.d.ts" */
/** @import { Room } from "../../../../types/wire.d.ts" */
import { bucket } from "./room_layout.js";

/** @type {Room[]} */
const STACK = [
  "running",
  "failed",
  "paused",
  "restarting",
  "created",
  "exited",
  "dead",
  "removing",
  "removed",
  "images",
  "registry",
];
/** More containers without a problem get space for tiles only. */
const CARDS_AT_MOST = 64;
const ROWS_AT_MOST = 12;

/**
 * Return the rectangle of each room in a column of `width` pixels, and the total height.
 * @param {{width: number, unit: number, sizes: Sizes}} ground
 * @param {Crowds} crowds
 * @param {Partial<Record<Room, number>>} lists number of rows in the rooms with a list
 * @returns {{height: number, rooms: Rects}}
 */
export function stack({ width, unit, sizes }, crowds, lists) {
  const span = { x: sizes.margin * unit, width: width - 2 * sizes.margin * unit };
  const rare = (/** @type {Room} */ room) => room === "dead" || room === "removing";
  let y = sizes.margin * unit;
  /** @type {Rects} */
  const rooms = {};
  for (const room of STACK) {
    if (rare(room) && !crowds[room]) continue;
    const height = Math.round(heightOf(sizes, span.width / unit, crowds[room], lists[room] ?? 0) * unit);
    rooms[room] = { ...span, y, height };
    y += height + sizes.pad * unit;
  }
  return { height: y, rooms };
}

/**
 * @param {Sizes} sizes
 * @param {number} width
 * @param {Crowd | undefined} crowd
 * @param {number} rows number of list rows
 */
function heightOf(sizes, width, { problems, calm } = { problems: 0, calm: 0 }, rows) {
  const inner = width - 2 * sizes.pad;
  const tile = { width: sizes.tile.most, height: sizes.tile.most * 1.2 };
  const card = calm <= CARDS_AT_MOST ? sizes.card : tile;
  const columns = Math.max(1, Math.floor(inner / (card.width + sizes.gap)));
  const high = problems * (sizes.problem.height * 1.6 + sizes.gap);
  const cards = Math.ceil(bucket(calm) / columns) * (card.height + sizes.gap);
  const content = high + cards + Math.min(rows, ROWS_AT_MOST) * sizes.row;
  return sizes.header + content + (content ? sizes.pad * 2 : 0);
}
