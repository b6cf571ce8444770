/** Computes the widths of the four columns of the map, and the heights of the rooms in one column. Pure functions. */

/** @import { LayoutSizes, RoomCounts, RoomRects } from "../../../../types/view.d.ts" */
/** @import { Room } from "../../../../types/wire.d.ts" */
import { totalCount } from "./scene_counts.js";
import { COLUMN_SHARES } from "./sizes.js";

/** @typedef {{x: number, width: number}} ColumnSpan */
/** @typedef {{room: Room, min: number, preferred: number, growth: number}} RoomDemand heights, and share of the rest */

/**
 * Return the position and width of the four columns. Columns with many containers get a larger share of the width.
 * @param {{width: number, sizes: LayoutSizes, counts: RoomCounts}} space the map in units
 */
export function columnSpans({ width, sizes, counts }) {
  const gutters = [0, ...sizes.gutters];
  const free = width - 2 * sizes.margin - sum(gutters) - sizes.rightMargin;
  const [a, b, d] = columnShares(counts).map((share, index) =>
    Math.max(share * free, sizes.minColumnWidths[index] ?? 0),
  );
  const widths = [a, b, free - Number(a) - Number(b) - Number(d), d].map(Number);
  let x = sizes.margin;
  return /** @type {[ColumnSpan, ColumnSpan, ColumnSpan, ColumnSpan]} */ (
    widths.map((width, index) => {
      x += gutters[index] ?? 0;
      const span = { x, width };
      x += width;
      return span;
    })
  );
}

/**
 * Return the shares of the width for the columns of Images, Created and Failed. The column of Running gets the rest.
 * @param {RoomCounts} counts
 */
function columnShares(counts) {
  const shares = COLUMN_SHARES;
  const early = totalCount(counts["created"]) + totalCount(counts["restarting"]);
  const late = totalCount(counts["exited"]) + totalCount(counts["failed"]);
  const running = totalCount(counts["running"]);
  const isCrowded = (/** @type {number} */ here) => here >= shares.crowdedFrom && here > running;
  const hasProblems = (/** @type {Room[]} */ ...rooms) => rooms.some((room) => counts[room]?.problems);
  const isRunningCrowded =
    running >= shares.crowdedFrom && running > shares.runningDominance * (early + late);
  const toRunning = isRunningCrowded ? shares.runningCrowded : 0;
  const createdProblems = hasProblems("restarting", "created") ? shares.createdWithProblems : 0;
  const failedProblems = hasProblems("failed") ? shares.failedWithProblems : 0;
  return [
    shares.images - toRunning / 2,
    shares.created + createdProblems + (isCrowded(early) ? shares.createdCrowded : 0) - toRunning,
    shares.failed + failedProblems + (isCrowded(late) ? shares.failedCrowded : 0) - toRunning,
  ];
}

/**
 * Return rooms below each other in `height`. Each gets its minimum, then up to its preferred height, then its share
 * (`growth`) of the rest. If the minimums do not fit, all are reduced by the same factor.
 * @param {ColumnSpan} span
 * @param {number} top
 * @param {number} height
 * @param {number} gap between two rooms
 * @param {RoomDemand[]} demands
 * @returns {RoomRects}
 */
export function fillColumn({ x, width }, top, height, gap, demands) {
  const free = height - gap * (demands.length - 1);
  const minimums = sum(demands.map(({ min }) => min));
  const reduction = Math.min(1, free / minimums);
  const missing = sum(demands.map(({ min, preferred }) => Math.max(0, preferred - min)));
  const spare = Math.max(0, free - minimums);
  const granted = missing ? Math.min(1, spare / missing) : 0;
  const rest = spare - missing * granted;
  const growths = sum(demands.map(({ growth }) => growth)) || 1;
  let y = top;
  /** @type {RoomRects} */
  const rooms = {};
  for (const { room, min, preferred, growth } of demands) {
    const height = min * reduction + Math.max(0, preferred - min) * granted + (rest * growth) / growths;
    rooms[room] = { x, y, width, height };
    y += height + gap;
  }
  return rooms;
}

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
