/** Computes the rectangle of each room on the lifecycle map from the number of containers in it. Pure functions. */

/** @import { LayoutSizes, MapSize, Rect, RoomCount, RoomCounts, RoomRects } from "../../../../types/view.d.ts" */
/** @import { Room } from "../../../../types/wire.d.ts" */
import { columnSpans, fillColumn } from "./column_layout.js";
import { totalCount } from "./scene_counts.js";
import { ROOM_HEIGHTS } from "./sizes.js";

/** @type {RoomCount} */
const EMPTY_ROOM = { problems: 0, calm: 0 };

/** @typedef {{width: number, height: number, sizes: LayoutSizes, counts: RoomCounts}} LayoutSpace the map in units */
/** @typedef {import("./column_layout.js").ColumnSpan} ColumnSpan */
/** @typedef {import("./column_layout.js").RoomDemand} RoomDemand */

/**
 * Return `count` rounded up to 1, 2, 3, 4, 6, 8, 12, 16, 24 … Sizes follow the rounded number, so they rarely change.
 * @param {number} count
 */
export function bucket(count) {
  if (count <= 4) return count;
  const power = 2 ** Math.ceil(Math.log2(count));
  return count <= power * 0.75 ? power * 0.75 : power;
}

/**
 * Return the rectangle of every room in `width` × `height` pixels. Removing and Dead get one only if they contain
 * containers.
 * @param {MapSize} size
 * @param {RoomCounts} counts
 * @returns {RoomRects}
 */
export function roomLayout({ width, height, unit, sizes }, counts) {
  const space = { width: width / unit, height: height / unit, sizes, counts: bucketCounts(counts) };
  return toPixels(placeRooms(space), unit);
}

/**
 * @param {RoomCounts} counts
 * @returns {RoomCounts}
 */
function bucketCounts(counts) {
  const rounded = (/** @type {RoomCount} */ { problems, calm }) => ({
    problems: bucket(problems),
    calm: bucket(calm),
  });
  return Object.fromEntries(Object.entries(counts).map(([room, count]) => [room, rounded(count)]));
}

/**
 * @param {LayoutSpace} space
 * @returns {RoomRects}
 */
function placeRooms(space) {
  const [a, b, c, d] = columnSpans(space);
  const { rowGap, margin } = space.sizes;
  const inner = space.height - 2 * margin;
  const middle = fillColumn(c, margin, inner, rowGap, [
    demandOf(space, "paused", c.width, 0, inner * ROOM_HEIGHTS.maxPaused),
    demandOf(space, "running", c.width, 1, inner),
  ]);
  const runningTop = (middle["running"]?.y ?? 0) - margin;
  return {
    ...imagesColumn(space, a, inner),
    ...createdColumn(space, b, inner, runningTop),
    ...middle,
    ...failedColumn(space, d, inner, runningTop),
  };
}

/**
 * Return Images and Registry. Images gets all the height that Registry does not need.
 * @param {LayoutSpace} space
 * @param {ColumnSpan} span
 * @param {number} height
 */
function imagesColumn({ sizes }, span, height) {
  const { headerHeight, rowHeight, registryHeight } = sizes;
  return fillColumn(span, sizes.margin, height, sizes.rowGap, [
    { room: "images", min: headerHeight + rowHeight, preferred: 0, growth: 1 },
    { room: "registry", min: registryHeight, preferred: 0, growth: 0 },
  ]);
}

/**
 * Return Created and Restarting. Created extends below the top of Running, so that a straight arrow can connect them.
 * @param {LayoutSpace} space
 * @param {ColumnSpan} span
 * @param {number} height
 * @param {number} runningTop distance of Running from the top of the columns
 */
function createdColumn(space, span, height, runningTop) {
  const { sizes, counts } = space;
  const { maxBesideProblems, maxCreated, maxRestarting, createdGrowth, createdLabels } = ROOM_HEIGHTS;
  const max = height * (counts.restarting?.problems ? maxBesideProblems : maxCreated);
  const created = demandOf(space, "created", span.width, createdGrowth, max);
  created.min = Math.max(created.min, runningTop + createdLabels * sizes.labelHeight);
  const restarting = demandOf(space, "restarting", span.width, 1, height * maxRestarting);
  return fillColumn(span, sizes.margin, height, sizes.rowGap, [created, restarting]);
}

/**
 * Return the rooms of the last column. Failed extends below the top of Running, so that straight arrows can connect
 * the two.
 * @param {LayoutSpace} space
 * @param {ColumnSpan} span
 * @param {number} height
 * @param {number} runningTop distance of Running from the top of the columns
 */
function failedColumn(space, span, height, runningTop) {
  const { sizes, counts } = space;
  const { maxBesideProblems, maxExited, maxFailed, maxRare, failedLabels, exitedLabels } = ROOM_HEIGHTS;
  const failed = demandOf(space, "failed", span.width, 1, height * maxFailed);
  failed.min = Math.max(failed.min, runningTop + (failedLabels * sizes.labelHeight + sizes.rowGap / 2));
  const max = height * (counts.failed?.problems ? maxBesideProblems : maxExited);
  const exited = demandOf(space, "exited", span.width, 1, max);
  exited.min = Math.max(exited.min, exitedLabels * sizes.labelHeight + sizes.pad);
  const rare = /** @type {Room[]} */ (["removing", "dead"]).filter((room) => totalCount(counts[room]));
  const row = rare.map((room) => demandOf(space, room, span.width / rare.length, 0, height * maxRare));
  const demands = [failed, exited, ...row.slice(0, 1), demandOfRemoved(sizes, rare.length > 0)];
  const gap = rare.length ? sizes.rowGap * ROOM_HEIGHTS.rareRowGap : sizes.rowGap;
  const rooms = fillColumn(span, sizes.margin, height, gap, demands);
  return { ...rooms, ...sideBySide(rooms, rare, sizes.pad) };
}

/**
 * @param {LayoutSizes} sizes
 * @param {boolean} hasRare whether Removing or Dead is above it
 * @returns {RoomDemand}
 */
function demandOfRemoved({ headerHeight, removedHeight, rowHeight }, hasRare) {
  const min = hasRare ? headerHeight : removedHeight;
  return { room: "removed", min, preferred: removedHeight + rowHeight, growth: 0 };
}

/**
 * Return the rooms of `row` side by side in the rectangle of the first one.
 * @param {RoomRects} rooms
 * @param {Room[]} row
 * @param {number} gap
 * @returns {RoomRects}
 */
function sideBySide(rooms, row, gap) {
  const whole = row[0] && rooms[row[0]];
  if (!whole) return {};
  const width = (whole.width - gap * (row.length - 1)) / row.length;
  return Object.fromEntries(
    row.map((room, index) => [room, { ...whole, width, x: whole.x + index * (width + gap) }]),
  );
}

/**
 * Return the minimum and preferred height of a room of `width`, both at most `max`.
 * @param {LayoutSpace} space
 * @param {Room} room
 * @param {number} width
 * @param {number} growth
 * @param {number} max
 * @returns {RoomDemand}
 */
function demandOf({ sizes, counts }, room, width, growth, max) {
  const { problems, calm } = counts[room] ?? EMPTY_ROOM;
  const { problemEstimate, cardEstimate, gap, rowHeight } = sizes;
  const { minProblemCards, minRestRows } = ROOM_HEIGHTS;
  const inner = width - 2 * sizes.pad;
  const empty = sizes.headerHeight + sizes.pad / 2;
  const allProblems = rowsOf(problems, inner, problemEstimate.width) * (problemEstimate.height + gap);
  const allCards = rowsOf(calm, inner, cardEstimate.width) * (cardEstimate.height + gap);
  const firstProblems = Math.min(problems, minProblemCards) * (problemEstimate.height + gap);
  const rest = problems > minProblemCards ? minRestRows * rowHeight : 0;
  const first = firstProblems + rest + (calm ? cardEstimate.height + gap : 0);
  const min = Math.min(empty + first, max);
  return { room, min, preferred: Math.min(Math.max(min, empty + allProblems + allCards), max), growth };
}

/**
 * Return the number of rows for `count` cards of `width` in a room of `inner` width.
 * @param {number} count
 * @param {number} inner
 * @param {number} width
 */
function rowsOf(count, inner, width) {
  return Math.ceil(count / Math.max(1, Math.floor(inner / width)));
}

/**
 * @param {RoomRects} rooms
 * @param {number} unit
 * @returns {RoomRects}
 */
function toPixels(rooms, unit) {
  const scale = (/** @type {Rect} */ { x, y, width, height }) => ({
    x: Math.round(x * unit),
    y: Math.round(y * unit),
    width: Math.round(width * unit),
    height: Math.round(height * unit),
  });
  return Object.fromEntries(Object.entries(rooms).map(([room, rect]) => [room, scale(rect)]));
}
