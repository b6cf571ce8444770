/** Computes the route of every arrow through the gaps between rooms, and the position of its labels. Pure functions. */

/** @import { Point, Rect, Rects, Route, Sizes } from "../../../../types/view.d.ts" */
/** @import { Room } from "../../../../types/wire.d.ts" */

/** @typedef {{from: Room, to: Room, words: number}} Pair `words`: number of labels over the line; 0 if all are quiet */
/** @typedef {{rooms: Record<Room, Rect>, sizes: Sizes, unit: number, height: number, lanes: Lanes}} Field */
/**
 * Positions for arrows: the middles of the gutters between the columns a to d, to the right of column d, and below all.
 * @typedef {{ab: number, bc: number, cd: number, right: number, under: number}} Lanes
 */
/** @typedef {(field: Field, pair: Pair, level: number) => Route} Way */

/** Space between a room and an arrowhead, and between a line and its labels, as a share of the label height. */
const CLEAR = 0.22;

/** @type {Record<string, Way>} */
const WAYS = {
  "registry>images": upright(0.5),
  "running>paused": upright(0.34),
  "paused>running": upright(0.66),
  "images>running": through,
  "exited>removed": endOrMargin,
  "failed>removed": alongMargin,
  "removing>removed": upright(0.5),
  "dead>removed": upright(0.5),
  "restarting>exited": under,
  "restarting>failed": under,
  "restarting>removed": under,
  "created>removed": under,
  "paused>exited": downGutter,
  "paused>failed": across,
  "paused>removed": downGutter,
};

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
 * Return the routes of the pairs by `from>to`. Pairs without a route are left out.
 * @param {Rects} rects
 * @param {Pair[]} pairs
 * @param {{sizes: Sizes, unit: number, height: number}} ground
 * @returns {Map<string, Route>}
 */
export function routes(rects, pairs, ground) {
  const rooms = /** @type {Record<Room, Rect>} */ (rects);
  const field = { ...ground, rooms, lanes: lanesOf(rooms, ground) };
  const levels = straightLevels(field, pairs);
  /** @type {Map<string, Route>} */
  const found = new Map();
  for (const pair of pairs) {
    const name = `${pair.from}>${pair.to}`;
    const way = WAYS[name] ?? (levels.has(name) ? across : undefined);
    if (way && rects[pair.from] && rects[pair.to]) found.set(name, way(field, pair, levels.get(name) ?? 0));
  }
  return found;
}

/**
 * @param {Record<Room, Rect>} rooms
 * @param {{sizes: Sizes, unit: number, height: number}} ground
 * @returns {Lanes}
 */
function lanesOf({ images, created, running, failed }, { sizes, unit, height }) {
  return {
    ab: (right(images) + created.x) / 2,
    bc: (right(created) + running.x) / 2,
    cd: (right(running) + failed.x) / 2,
    right: right(failed) + sizes.aside * unit * 0.6,
    under: height - (sizes.margin * unit) / 2,
  };
}

/**
 * Return the y position of each straight arrow by `from>to`. Arrows between the same two rooms are spread over the
 * height that both rooms share.
 * @param {Field} field
 * @param {Pair[]} pairs
 */
function straightLevels(field, pairs) {
  /** @type {Map<string, number>} */
  const levels = new Map();
  for (const between of NEIGHBOURS) {
    const drawn = pairs.filter(
      ({ from, to, words }) => words && between.includes(from) && between.includes(to),
    );
    const [a, b] = between.map((room) => field.rooms[room]);
    if (a && b) spread(field, a, b, drawn, levels);
  }
  const { paused, failed } = field.rooms;
  levels.set("paused>failed", (Math.max(paused.y, failed.y) + Math.min(bottom(paused), bottom(failed))) / 2);
  return levels;
}

/**
 * @param {Field} field
 * @param {Rect} a
 * @param {Rect} b
 * @param {Pair[]} pairs
 * @param {Map<string, number>} levels
 */
function spread({ sizes, unit }, a, b, pairs, levels) {
  const word = sizes.word * unit;
  const top = Math.max(a.y, b.y);
  const low = Math.min(bottom(a), bottom(b)) - word * 0.6;
  const needs = pairs.map(({ words }) => (words + 0.5) * word);
  const spare = Math.max(0, low - top - needs.reduce((sum, need) => sum + need, 0)) / (pairs.length + 1);
  let y = top;
  pairs.forEach(({ from, to }, index) => {
    y += spare + (needs[index] ?? 0);
    levels.set(`${from}>${to}`, Math.min(y, low));
  });
}

/** @type {Way} A horizontal line, with a bend in the gutter if the two rooms share no height. */
function across({ rooms, sizes, unit }, { from, to }, level) {
  const [a, b] = [rooms[from], rooms[to]];
  const clear = CLEAR * sizes.word * unit;
  const forth = a.x < b.x;
  const [start, end] = forth ? [right(a), b.x - clear] : [a.x, right(b) + clear];
  const [y, z] = [within(level, a), within(level, b)];
  const middle = (right(forth ? a : b) + (forth ? b : a).x) / 2;
  /** @type {Point[]} */
  const bend = y === z ? [] : line([middle, y], [middle, z]);
  return {
    points: [...line([start, y]), ...bend, ...line([end, z])],
    words: { x: middle, y: Math.min(y, z) - clear * 2.1, anchor: "middle" },
  };
}

/**
 * @param {number} level
 * @param {Rect} room
 */
function within(level, { y, height }) {
  return Math.min(Math.max(level, y + 1), y + height - 1);
}

/**
 * Return the route function for a vertical arrow at `share` of the width of the start room.
 * @param {number} share
 * @returns {Way}
 */
function upright(share) {
  return ({ rooms, sizes, unit }, { from, to }) => {
    const [a, b] = [rooms[from], rooms[to]];
    const clear = CLEAR * sizes.word * unit;
    const x = a.x + a.width * share;
    const [start, end] = a.y < b.y ? [bottom(a), b.y - clear] : [a.y, bottom(b) + clear];
    const words = { x: x + clear * 2, y: (start + end) / 2 + sizes.word * unit * 0.32 };
    return { points: line([x, start], [x, end]), words: { ...words, anchor: "start" } };
  };
}

/** @type {Way} From Images to Running, between Created and Restarting. */
function through({ rooms, sizes, unit, lanes }) {
  const { images, created, restarting, running } = rooms;
  const clear = CLEAR * sizes.word * unit;
  const gap = restarting.y - bottom(created);
  const lowest = bottom(images) - (sizes.pad / 2) * unit;
  const y = Math.min(bottom(created) + gap * 0.68, Math.max(bottom(created) + gap * 0.6, lowest));
  const start = Math.min(y, lowest);
  const words = { x: created.x + created.width / 2, y: y - clear * 1.6 };
  return {
    points: line([right(images), start], [lanes.ab, start], [lanes.ab, y], [running.x - clear, y]),
    words: { ...words, anchor: "middle" },
  };
}

/** @type {Way} */
function endOrMargin(field, pair, level) {
  const between = ["dead", "removing"].some((room) => field.rooms[/** @type {Room} */ (room)]);
  return between ? alongMargin(field, pair, level) : upright(0.5)(field, pair, level);
}

/** @type {Way} */
function alongMargin({ rooms, sizes, unit, lanes }, { from, to }) {
  const [a, b] = [rooms[from], rooms[to]];
  const clear = CLEAR * sizes.word * unit;
  const start = from === "exited" ? a.y + a.height * 0.75 : a.y + a.height * 0.5;
  const end = from === "exited" ? b.y + b.height * 0.65 : b.y + b.height * 0.4;
  const words = {
    x: lanes.right - clear * 2,
    y: bottom(a) + (sizes.rise / 2) * unit + sizes.word * unit * 0.32,
  };
  return {
    points: line([right(a), start], [lanes.right, start], [lanes.right, end], [right(b) + clear, end]),
    words: { ...words, anchor: "end" },
  };
}

/** @type {Way} Below all rooms, in the lower margin. */
function under({ rooms, sizes, unit, lanes }, { from, to }) {
  const [a, b] = [rooms[from], rooms[to]];
  const clear = CLEAR * sizes.word * unit;
  const end = b.y + b.height * (to === "removed" ? 0.75 : 0.85);
  const out = a.y + a.height * 0.9;
  const start =
    from === "created"
      ? line([a.x, out], [lanes.ab, out], [lanes.ab, lanes.under])
      : [
          /** @type {Point} */ ([a.x + a.width / 2, bottom(a)]),
          /** @type {Point} */ ([a.x + a.width / 2, lanes.under]),
        ];
  const points = [...start, ...line([lanes.cd, lanes.under], [lanes.cd, end], [b.x - clear, end])];
  return { points, words: { x: rooms.running.x + clear * 2, y: lanes.under - clear, anchor: "start" } };
}

/** @type {Way} Down the gutter between Running and the last column. */
function downGutter({ rooms, sizes, unit, lanes }, { from, to }) {
  const [a, b] = [rooms[from], rooms[to]];
  const clear = CLEAR * sizes.word * unit;
  const [start, end] = [a.y + a.height * 0.3, b.y + b.height * 0.2];
  const points = line([right(a), start], [lanes.cd, start], [lanes.cd, end], [b.x - clear, end]);
  return { points, words: { x: lanes.cd, y: start - clear * 1.6, anchor: "middle" } };
}

/**
 * @param {Point[]} points
 * @returns {Point[]}
 */
function line(...points) {
  return points;
}

/** @param {Rect} rect */
function right({ x, width }) {
  return x + width;
}

/** @param {Rect} rect */
function bottom({ y, height }) {
  return y + height;
}
