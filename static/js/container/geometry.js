/** Where the rooms of the small picture stand, wide or tall, and how an arrow runs between two of them. Pure. */

/** @import { Rect, Rects } from "../../../types/view.d.ts" */

/** @typedef {{x: number, y: number}} Spot */
/** @typedef {{width: number, height: number, rooms: Rects, bends: Record<string, Spot>, words: {upright: number, level: number}}} Plan `bends`: where an arrow bows out, so that it crosses no room; `words`: how far from the middle of two ways between the same rooms their words stand */

/** @param {number} x @param {number} y @param {number} width @param {number} height @returns {Rect} */
const at = (x, y, width, height) => ({ x, y, width, height });

/** @type {Plan} */
export const WIDE = {
  width: 870,
  height: 500,
  rooms: {
    registry: at(8, 350, 124, 62),
    images: at(8, 190, 124, 84),
    created: at(204, 190, 124, 84),
    running: at(392, 182, 156, 100),
    paused: at(404, 18, 132, 66),
    restarting: at(404, 396, 132, 66),
    failed: at(664, 56, 156, 84),
    exited: at(664, 238, 156, 84),
    removing: at(214, 404, 120, 56),
    dead: at(214, 404, 120, 56),
    removed: at(664, 420, 156, 62),
  },
  bends: { "images running": { x: 262, y: 50 }, "failed removed": { x: 910, y: 290 } },
  words: { upright: 50, level: 34 },
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
    restarting: at(8, 352, 124, 60),
    failed: at(276, 480, 116, 74),
    exited: at(8, 500, 124, 74),
    removing: at(8, 612, 92, 54),
    dead: at(8, 612, 92, 54),
    removed: at(140, 638, 120, 50),
  },
  bends: { "running removed": { x: 215, y: 500 } },
  words: { upright: 48, level: 32 },
};

/**
 * Return the way from one room to another as an SVG path, and the spot for its words. Two ways between the same rooms lie
 * `beside` each other; one that bows out goes by `bend`.
 * @param {Rect} from
 * @param {Rect} to
 * @param {{beside: number, words: number, bend?: Spot | undefined}} how lengths from the straight line
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
 * Return where the line from `inside` to `outside` leaves a rectangle.
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
 * Put a room where the plan has it, in shares of the picture.
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
