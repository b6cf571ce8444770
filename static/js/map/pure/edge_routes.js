/** Computes the route of every arrow through the gaps between rooms, and the position of its labels. Pure functions. */

/** @import { LayoutSizes, MapSize, Point, Rect, RoomRects, Route } from "../../../../types/view.d.ts" */
/** @import { Room } from "../../../../types/wire.d.ts" */
import { bottomOf, rightOf } from "./rect_sides.js";
import { ARROW_SHARES } from "./sizes.js";
import { straightArrowYs } from "./straight_arrows.js";

/**
 * Two rooms with an arrow. `labels` is the number of labels over the line; 0 if all are quiet.
 * @typedef {{from: Room, to: Room, labels: number}} Pair
 */
/** @typedef {Omit<MapSize, "width"> & {rooms: Record<Room, Rect>, lanes: ArrowLanes}} RouteContext */
/**
 * Positions for arrows: the middles of the gutters between the columns a to d, to the right of column d, and below all.
 * @typedef {{ab: number, bc: number, cd: number, right: number, bottom: number}} ArrowLanes
 */
/** @typedef {(context: RouteContext, pair: Pair, y: number) => Route} RouteFunction */

/** @type {Record<string, RouteFunction>} */
const ROUTE_FUNCTIONS = {
  "registry>images": vertical(ARROW_SHARES.centre),
  "running>paused": vertical(ARROW_SHARES.toPaused),
  "paused>running": vertical(ARROW_SHARES.fromPaused),
  "images>running": imagesToRunning,
  "exited>removed": exitedToRemoved,
  "failed>removed": rightLane,
  "removing>removed": vertical(ARROW_SHARES.centre),
  "dead>removed": vertical(ARROW_SHARES.centre),
  "restarting>exited": bottomLane,
  "restarting>failed": bottomLane,
  "restarting>removed": bottomLane,
  "created>removed": bottomLane,
  "paused>exited": gutterLane,
  "paused>failed": horizontal,
  "paused>removed": gutterLane,
};

/**
 * Return the routes of the pairs by `from>to`. Pairs without a route are left out.
 * @param {RoomRects} rects
 * @param {Pair[]} pairs
 * @param {Omit<MapSize, "width">} size
 * @returns {Map<string, Route>}
 */
export function edgeRoutes(rects, pairs, size) {
  const rooms = /** @type {Record<Room, Rect>} */ (rects);
  const context = { ...size, rooms, lanes: arrowLanes(rooms, size) };
  const yByPair = straightArrowYs(context, pairs);
  /** @type {Map<string, Route>} */
  const found = new Map();
  for (const pair of pairs) {
    const name = `${pair.from}>${pair.to}`;
    const route = ROUTE_FUNCTIONS[name] ?? (yByPair.has(name) ? horizontal : undefined);
    if (route && rects[pair.from] && rects[pair.to])
      found.set(name, route(context, pair, yByPair.get(name) ?? 0));
  }
  return found;
}

/**
 * @param {Record<Room, Rect>} rooms
 * @param {Omit<MapSize, "width">} size
 * @returns {ArrowLanes}
 */
function arrowLanes({ images, created, running, failed }, { sizes, unit, height }) {
  return {
    ab: (rightOf(images) + created.x) / 2,
    bc: (rightOf(created) + running.x) / 2,
    cd: (rightOf(running) + failed.x) / 2,
    right: rightOf(failed) + sizes.rightMargin * unit * ARROW_SHARES.rightLane,
    bottom: height - (sizes.margin * unit) / 2,
  };
}

/** Return the space at an arrowhead in pixels. @param {{sizes: LayoutSizes, unit: number}} context */
function clearanceOf({ sizes, unit }) {
  return ARROW_SHARES.clearance * sizes.labelHeight * unit;
}

/**
 * Return the distance from the centre of a label to its baseline in pixels.
 * @param {{sizes: LayoutSizes, unit: number}} context
 */
function baselineOf({ sizes, unit }) {
  return sizes.labelHeight * unit * ARROW_SHARES.baseline;
}

/** @type {RouteFunction} A horizontal line, with a bend in the gutter if the two rooms share no height. */
function horizontal(context, { from, to }, level) {
  const [a, b] = [context.rooms[from], context.rooms[to]];
  const clearance = clearanceOf(context);
  const isForward = a.x < b.x;
  const [start, end] = isForward ? [rightOf(a), b.x - clearance] : [a.x, rightOf(b) + clearance];
  const [y, z] = [clampToRoom(level, a), clampToRoom(level, b)];
  const middle = (rightOf(isForward ? a : b) + (isForward ? b : a).x) / 2;
  /** @type {Point[]} */
  const bend = y === z ? [] : line([middle, y], [middle, z]);
  return {
    points: [...line([start, y]), ...bend, ...line([end, z])],
    label: { x: middle, y: Math.min(y, z) - clearance * ARROW_SHARES.labelOverLine, anchor: "middle" },
  };
}

/**
 * Return `y`, moved inside the height of a room if necessary.
 * @param {number} y
 * @param {Rect} room
 */
function clampToRoom(y, room) {
  return Math.min(Math.max(y, room.y + 1), room.y + room.height - 1);
}

/**
 * Return the route function for a vertical arrow at `share` of the width of the start room.
 * @param {number} share
 * @returns {RouteFunction}
 */
function vertical(share) {
  return (context, { from, to }) => {
    const [a, b] = [context.rooms[from], context.rooms[to]];
    const clearance = clearanceOf(context);
    const x = a.x + a.width * share;
    const [start, end] = a.y < b.y ? [bottomOf(a), b.y - clearance] : [a.y, bottomOf(b) + clearance];
    const label = { x: x + clearance * ARROW_SHARES.labelBeside, y: (start + end) / 2 + baselineOf(context) };
    return { points: line([x, start], [x, end]), label: { ...label, anchor: "start" } };
  };
}

/** @type {RouteFunction} From Images to Running, between Created and Restarting. */
function imagesToRunning(context) {
  const { sizes, unit, lanes } = context;
  const { images, created, restarting, running } = context.rooms;
  const clearance = clearanceOf(context);
  const gap = restarting.y - bottomOf(created);
  const lowest = bottomOf(images) - (sizes.pad / 2) * unit;
  const min = bottomOf(created) + gap * ARROW_SHARES.minImagesToRunning;
  const y = Math.min(bottomOf(created) + gap * ARROW_SHARES.imagesToRunning, Math.max(min, lowest));
  const start = Math.min(y, lowest);
  const label = { x: created.x + created.width / 2, y: y - clearance * ARROW_SHARES.labelOverBend };
  return {
    points: line([rightOf(images), start], [lanes.ab, start], [lanes.ab, y], [running.x - clearance, y]),
    label: { ...label, anchor: "middle" },
  };
}

/** @type {RouteFunction} Straight down, or in the right lane if Removing or Dead is between the rooms. */
function exitedToRemoved(context, pair, y) {
  const { dead, removing } = /** @type {RoomRects} */ (context.rooms);
  const route = dead || removing ? rightLane : vertical(ARROW_SHARES.centre);
  return route(context, pair, y);
}

/** @type {RouteFunction} In the right margin. */
function rightLane(context, { from, to }) {
  const { sizes, unit, lanes } = context;
  const [a, b] = [context.rooms[from], context.rooms[to]];
  const clearance = clearanceOf(context);
  const { exitedOut, failedOut, removedFromExited, removedFromFailed } = ARROW_SHARES;
  const start = a.y + a.height * (from === "exited" ? exitedOut : failedOut);
  const end = b.y + b.height * (from === "exited" ? removedFromExited : removedFromFailed);
  const label = {
    x: lanes.right - clearance * ARROW_SHARES.labelBeside,
    y: bottomOf(a) + (sizes.rowGap / 2) * unit + baselineOf(context),
  };
  return {
    points: line(
      [rightOf(a), start],
      [lanes.right, start],
      [lanes.right, end],
      [rightOf(b) + clearance, end],
    ),
    label: { ...label, anchor: "end" },
  };
}

/** @type {RouteFunction} Below all rooms, in the bottom margin. */
function bottomLane(context, { from, to }) {
  const { rooms, lanes } = context;
  const [a, b] = [rooms[from], rooms[to]];
  const clearance = clearanceOf(context);
  const { bottomOut, bottomToRemoved, bottomToOther } = ARROW_SHARES;
  const end = b.y + b.height * (to === "removed" ? bottomToRemoved : bottomToOther);
  const out = a.y + a.height * bottomOut;
  const middle = a.x + a.width / 2;
  const start =
    from === "created"
      ? line([a.x, out], [lanes.ab, out], [lanes.ab, lanes.bottom])
      : line([middle, bottomOf(a)], [middle, lanes.bottom]);
  const points = [...start, ...line([lanes.cd, lanes.bottom], [lanes.cd, end], [b.x - clearance, end])];
  const x = rooms.running.x + clearance * ARROW_SHARES.labelBeside;
  return { points, label: { x, y: lanes.bottom - clearance, anchor: "start" } };
}

/** @type {RouteFunction} Down the gutter between Running and the last column. */
function gutterLane(context, { from, to }) {
  const { lanes } = context;
  const [a, b] = [context.rooms[from], context.rooms[to]];
  const clearance = clearanceOf(context);
  const [start, end] = [a.y + a.height * ARROW_SHARES.gutterOut, b.y + b.height * ARROW_SHARES.gutterIn];
  const points = line([rightOf(a), start], [lanes.cd, start], [lanes.cd, end], [b.x - clearance, end]);
  return {
    points,
    label: { x: lanes.cd, y: start - clearance * ARROW_SHARES.labelOverBend, anchor: "middle" },
  };
}

/**
 * @param {Point[]} points
 * @returns {Point[]}
 */
function line(...points) {
  return points;
}
