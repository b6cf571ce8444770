/** Geometry of the lifecycle picture: positions of the rooms in a wide and a tall layout, and the arrows. Pure. */

/** @import { Rect, RoomRects } from "../../../types/view.d.ts" */

/** @typedef {{x: number, y: number}} Spot */
/**
 * @typedef {{width: number, height: number, rooms: RoomRects, bends: Record<string, Spot>, words: {upright: number, level: number}}} Plan `bends`: control point of a curved arrow that avoids a room; `words`: distance of the labels from the centre line between two opposite arrows
 */

/** @param {number} x @param {number} y @param {number} width @param {number} height @returns {Rect} */
const at = (x, y, width, height) => ({ x, y, width, height });

/** @type {Plan} */
export const WIDE = {
  width: 870,
  height: 540,
  rooms: {
    registry: at(4, 400, 110, 60),
    images: at(4, 215, 110, 100),
    created: at(188, 219, 114, 92),
    running: at(378, 210, 140, 110),
    paused: at(382, 10, 132, 64),
    restarting: at(382, 450, 132, 62),
    failed: at(668, 60, 150, 84),
    exited: at(668, 270, 150, 84),
    removing: at(190, 454, 120, 56),
    dead: at(190, 454, 120, 56),
    removed: at(668, 466, 150, 62),
  },
  bends: { "images running": { x: 240, y: 66 }, "failed removed": { x: 904, y: 300 } },
  words: { upright: 44, level: 34 },
};

/** @type {Plan} */
export const TALL = {
  width: 400,
  height: 700,
  rooms: {
    registry: at(8, 8, 120, 54),
    images: at(8, 116, 120, 64),
    created: at(8, 244, 120, 64),
    paused: at(268, 116, 124, 64),
    running: at(200, 250, 192, 96),
    restarting: at(8, 348, 124, 52),
    failed: at(276, 480, 116, 74),
    exited: at(8, 516, 124, 74),
    removing: at(8, 612, 92, 54),
    dead: at(8, 612, 92, 54),
    removed: at(140, 638, 120, 50),
  },
  bends: { "running removed": { x: 215, y: 500 } },
  words: { upright: 48, level: 32 },
};

/**
 * Return an arrow between two rooms as an SVG path, and the point for its label. Opposite arrows lie `beside` each
 * other. A curved arrow uses the control point `bend`.
 * @param {Rect} from
 * @param {Rect} to
 * @param {{beside: number, words: number, bend?: Spot | undefined}} how distances from the centre line
 */
export function arrow(from, to, { beside, words, bend }) {
  if (bend) return bowed(from, to, bend);
  const line = straight(from, to, beside);
  const { start, end } = line;
  return { d: `M${start.x} ${start.y}L${end.x} ${end.y}`, middle: straight(from, to, words).middle };
}

/** @param {Rect} from @param {Rect} to @param {Spot} bend */
function bowed(from, to, bend) {
  const start = border(from, centre(from), bend);
  const end = border(to, centre(to), bend);
  const middle = { x: (start.x + 2 * bend.x + end.x) / 4, y: (start.y + 2 * bend.y + end.y) / 4 };
  return { d: `M${start.x} ${start.y}Q${bend.x} ${bend.y} ${end.x} ${end.y}`, middle };
}

/** @param {Rect} from @param {Rect} to @param {number} beside */
function straight(from, to, beside) {
  const a = centre(from);
  const b = centre(to);
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const off = { x: (-(b.y - a.y) / length) * beside, y: ((b.x - a.x) / length) * beside };
  const start = border(from, { x: a.x + off.x, y: a.y + off.y }, { x: b.x + off.x, y: b.y + off.y });
  const end = border(to, { x: b.x + off.x, y: b.y + off.y }, { x: a.x + off.x, y: a.y + off.y });
  return { start, end, middle: { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 } };
}

/** @param {Rect} rect */
function centre({ x, y, width, height }) {
  return { x: x + width / 2, y: y + height / 2 };
}

/**
 * Return the point where the line from `inside` to `outside` leaves a rectangle.
 * @param {Rect} rect
 * @param {{x: number, y: number}} inside
 * @param {{x: number, y: number}} outside
 */
function border({ x, y, width, height }, inside, outside) {
  const dx = outside.x - inside.x;
  const dy = outside.y - inside.y;
  const gap = 3;
  const shares = [
    dx > 0 ? (x + width + gap - inside.x) / dx : dx < 0 ? (x - gap - inside.x) / dx : Infinity,
    dy > 0 ? (y + height + gap - inside.y) / dy : dy < 0 ? (y - gap - inside.y) / dy : Infinity,
  ];
  const share = Math.max(0, Math.min(1, ...shares));
  return { x: inside.x + dx * share, y: inside.y + dy * share };
}

/**
 * Set the position of a room in percent of the picture.
 * @param {HTMLElement} room
 * @param {Plan} plan
 * @param {Rect} rect
 */
export function placed(room, plan, { x, y, width, height }) {
  room.style.left = `${(x / plan.width) * 100}%`;
  room.style.top = `${(y / plan.height) * 100}%`;
  room.style.width = `${(width / plan.width) * 100}%`;
  room.style.height = `${(height / plan.height) * 100}%`;
  return room;
}
