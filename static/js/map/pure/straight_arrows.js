/** Computes the y positions of the straight arrows between neighbouring rooms. Pure functions. */

/** @import { Rect } from "../../../../types/view.d.ts" */
/** @import { Room } from "../../../../types/wire.d.ts" */
import { bottomOf } from "./rect_sides.js";
import { ARROW_SHARES } from "./sizes.js";

/** @typedef {import("./edge_routes.js").Pair} Pair */
/** @typedef {import("./edge_routes.js").RouteContext} RouteContext */

/** Pairs of neighbouring rooms with straight arrows between them. */
/** @type {[Room, Room][]} */
const NEIGHBOURS = [
  ["images", "created"],
  ["created", "running"],
  ["restarting", "running"],
  ["running", "failed"],
  ["running", "exited"],
  ["running", "removed"],
];

/**
 * Return the y position of each straight arrow by `from>to`. Arrows between the same two rooms are spread over the
 * height that both rooms share.
 * @param {RouteContext} context
 * @param {Pair[]} pairs
 */
export function straightArrowYs(context, pairs) {
  /** @type {Map<string, number>} */
  const yByPair = new Map();
  for (const neighbours of NEIGHBOURS) {
    const drawn = pairs.filter(
      ({ from, to, labels }) => labels && neighbours.includes(from) && neighbours.includes(to),
    );
    const [a, b] = neighbours.map((room) => context.rooms[room]);
    if (a && b) spreadArrows(context, a, b, drawn, yByPair);
  }
  const { paused, failed } = context.rooms;
  yByPair.set(
    "paused>failed",
    (Math.max(paused.y, failed.y) + Math.min(bottomOf(paused), bottomOf(failed))) / 2,
  );
  return yByPair;
}

/**
 * @param {RouteContext} context
 * @param {Rect} a
 * @param {Rect} b
 * @param {Pair[]} pairs
 * @param {Map<string, number>} yByPair is filled
 */
function spreadArrows({ sizes, unit }, a, b, pairs, yByPair) {
  const label = sizes.labelHeight * unit;
  const top = Math.max(a.y, b.y);
  const lowest = Math.min(bottomOf(a), bottomOf(b)) - label * ARROW_SHARES.belowLowest;
  const needs = pairs.map(({ labels }) => (labels + ARROW_SHARES.labelSpacing) * label);
  const needed = needs.reduce((sum, need) => sum + need, 0);
  const spare = Math.max(0, lowest - top - needed) / (pairs.length + 1);
  let y = top;
  pairs.forEach(({ from, to }, index) => {
    y += spare + (needs[index] ?? 0);
    yByPair.set(`${from}>${to}`, Math.min(y, lowest));
  });
}
