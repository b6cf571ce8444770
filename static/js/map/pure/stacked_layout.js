/** Stacks the rooms in one column without arrows, for small windows and high zoom. The page scrolls. Pure functions. */

/** @import { LayoutSizes, MapSize, RoomCount, RoomCounts, RoomRects } from "../../../../types/view.d.ts" */
/** @import { Room } from "../../../../types/wire.d.ts" */
import { bucket } from "./room_layout.js";
import { STACKED_ROOMS } from "./sizes.js";

/** @type {Room[]} */
const ORDER = [
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

/**
 * Return the rectangle of each room in a column of `width` pixels, and the total height.
 * @param {Omit<MapSize, "height">} size
 * @param {RoomCounts} counts
 * @param {Partial<Record<Room, number>>} listRows number of rows in the rooms with a list
 * @returns {{height: number, rooms: RoomRects}}
 */
export function stackedLayout({ width, unit, sizes }, counts, listRows) {
  const span = { x: sizes.margin * unit, width: width - 2 * sizes.margin * unit };
  const isRare = (/** @type {Room} */ room) => room === "dead" || room === "removing";
  let y = sizes.margin * unit;
  /** @type {RoomRects} */
  const rooms = {};
  for (const room of ORDER) {
    if (isRare(room) && !counts[room]) continue;
    const units = roomHeight(sizes, span.width / unit, counts[room], listRows[room] ?? 0);
    const height = Math.round(units * unit);
    rooms[room] = { ...span, y, height };
    y += height + sizes.pad * unit;
  }
  return { height: y, rooms };
}

/**
 * Return the estimated height of a room in units.
 * @param {LayoutSizes} sizes
 * @param {number} width
 * @param {RoomCount | undefined} count
 * @param {number} rows number of list rows
 */
function roomHeight(sizes, width, { problems, calm } = { problems: 0, calm: 0 }, rows) {
  const { maxCards, maxListRows, tileHeight, problemHeight } = STACKED_ROOMS;
  const inner = width - 2 * sizes.pad;
  const tile = { width: sizes.tile.max, height: sizes.tile.max * tileHeight };
  const card = calm <= maxCards ? sizes.cardEstimate : tile;
  const columns = Math.max(1, Math.floor(inner / (card.width + sizes.gap)));
  const problemCards = problems * (sizes.problemEstimate.height * problemHeight + sizes.gap);
  const cards = Math.ceil(bucket(calm) / columns) * (card.height + sizes.gap);
  const content = problemCards + cards + Math.min(rows, maxListRows) * sizes.rowHeight;
  return sizes.headerHeight + content + (content ? sizes.pad * 2 : 0);
}
