/** Computes the cell grid of one room: the number of full problem cards, cell sizes and columns. Pure functions. */

/** @import { Grid, Part, Sizes, Step } from "../../../../types/view.d.ts" */
import { bucket } from "./room_layout.js";
import { capacity, holdsNames, saysAll, shapes } from "./cell_shapes.js";
import { NOWHERE, tiles } from "./tile_grid.js";

/** @typedef {import("./tile_grid.js").Area} Area */
/** @typedef {import("./cell_shapes.js").Shape} Shape */
/** @typedef {import("./cell_shapes.js").Look} Look */

/** Minimum share of the room height for containers without a problem. */
const CALM_SHARE = 0.2;
/** Above this number they get the larger share, so that their tiles stay visible. */
const CROWD = 400;
const CROWD_SHARE = 0.3;
/** Minimum share of the room height for problems that get no full card. */
const REST_SHARE = 0.28;

const STRETCH = 1.3;

/** @type {Part} */
const NONE = { level: "count", count: 0, ...NOWHERE };

/**
 * Return the cells of a room with `width` × `height` pixels for cards: large cells for problems first, then the others.
 * Cells never overlap and never leave the area. Containers that do not fit even as tiles only appear in the count.
 * @param {{width: number, height: number, problems: number, calm: number} & Look} ask
 * @returns {Grid}
 */
export function grid({ width, height, problems, calm, ...look }) {
  const gap = look.sizes.gap * look.unit;
  const area = { x: 0, y: 0, width, height };
  const forNames = calm ? heightOfNames(area, calm, look) + gap : 0;
  const forTiles = Math.min(height * (calm > CROWD ? CROWD_SHARE : CALM_SHARE), forNames);
  const above = (/** @type {number} */ kept) => ({ ...area, height: height - kept });
  const head =
    allProblems(above(forNames), problems, look) ??
    allProblems(above(forTiles), problems, look) ??
    someProblems(above(forTiles), problems, look);
  const used = Math.max(bottom(head.problem), bottom(head.rest));
  const top = used ? used + gap : 0;
  const below = { ...area, y: top, height: height - top };
  return {
    ...head,
    calm: calmBlock(below, calm, head.rest.level === "tile" ? noLarger(look, head.rest.width) : look),
  };
}

/**
 * Limit the tiles of containers without a problem to the tile size of problems.
 * @param {Look} look
 * @param {number} side pixels
 * @returns {Look}
 */
function noLarger(look, side) {
  const { sizes, unit } = look;
  return { ...look, sizes: { ...sizes, cards: [], tile: { ...sizes.tile, most: side / unit } } };
}

/**
 * Return the cells for all problems as full cards, or null if they do not fit. The size is the largest that keeps names
 * whole. If no size does, it is the largest that fits.
 * @param {Area} area
 * @param {number} count
 * @param {Look} look
 * @returns {Omit<Grid, "calm"> | null}
 */
function allProblems(area, count, look) {
  if (!count) return { problem: NONE, rest: NONE, more: null };
  const found = look.sizes.problems.flatMap((step) => block(area, count, step, look) ?? []);
  const problem = found.find((part) => holdsNames(part, part.name / look.unit, look)) ?? found[0];
  return problem ? { problem, rest: NONE, more: null } : null;
}

/**
 * Return the cells for as many full problem cards as fit, with the remaining problems as small cells below them. `more`
 * is the number of the remaining problems and its position.
 * @param {Area} area
 * @param {number} count
 * @param {Look} look
 * @returns {Omit<Grid, "calm">}
 */
function someProblems(area, count, look) {
  const line = look.sizes.row * look.unit;
  const step = /** @type {Step} */ (look.sizes.problems.at(-1));
  const small = look.sizes.cards.slice(-2);
  const upper = { ...area, height: area.height - Math.max(area.height * REST_SHARE, line * 2.4) };
  const most = (/** @type {Shape} */ shape) => capacity(upper, shape, look);
  const all = shapes(area, step, look).sort((a, b) => most(b) - most(a));
  const shape = all.find((one) => most(one) && holdsNames(one, step.name, look)) ?? all[0];
  const shown = shape ? Math.min(count - 1, capacity(upper, shape, look)) : 0;
  if (!shape || !shown) return { problem: NONE, rest: calmBlock(area, count, look), more: null };
  const problem = part(area, shown, step, shape, look);
  const y = bottom(problem) + line;
  const rest = calmBlock({ ...area, y, height: area.y + area.height - y }, count - shown, look, small);
  return { problem, rest, more: { x: area.x, y: bottom(problem), count: count - shown } };
}

/**
 * @param {Area} area
 * @param {number} count
 * @param {Look} look
 * @param {Step[]} steps
 * @returns {Part}
 */
function calmBlock(area, count, look, steps = look.sizes.cards) {
  if (!count) return NONE;
  for (const step of steps) {
    const cells = block(area, roomy(count), step, look);
    if (cells) return { ...stretched(cells, area, count), count };
  }
  const last = steps.at(-1);
  const exact = last && block(area, count, last, look);
  if (exact) return exact;
  return tiles(area, roomy(count), look, count) ?? tiles(area, count, look, count) ?? NONE;
}

/**
 * Make the cells up to 30 % higher if their rows leave space empty. The height depends on `bucket(count)`, so that it
 * rarely changes.
 * @param {Part} cells
 * @param {Area} area
 * @param {number} count
 * @returns {Part}
 */
function stretched(cells, area, count) {
  const rows = Math.ceil(bucket(count) / cells.columns);
  const most = Math.floor((area.height + cells.gap) / rows - cells.gap);
  return { ...cells, height: Math.max(cells.height, Math.min(most, cells.height * STRETCH)) };
}

/**
 * @param {Area} area
 * @param {number} count
 * @param {Step} step
 * @param {Look} look
 */
function block(area, count, step, look) {
  const fitting = shapes(area, step, look).filter((shape) => capacity(area, shape, look) >= count);
  const isProblem = step.level === "problem";
  const holding = isProblem ? fitting.filter((shape) => holdsNames(shape, step.name, look)) : fitting;
  const good = holding.length ? holding : fitting;
  const shape = good.find((shape) => saysAll(shape, step, look)) ?? good.at(-1);
  return shape ? part(area, count, step, shape, look) : null;
}

/**
 * @param {Area} area
 * @param {number} count
 * @param {Step} step
 * @param {Shape} shape
 * @param {Look} look
 * @returns {Part}
 */
function part({ x, y }, count, { level, name, text }, shape, { sizes, unit }) {
  return { level, count, ...shape, x, y, gap: sizes.gap * unit, name: name * unit, text: text * unit };
}

/**
 * Return the height that `count` containers need in the smallest cells with a name.
 * @param {Area} area
 * @param {number} count
 * @param {Look} look
 */
function heightOfNames(area, count, look) {
  const [shape] = shapes(area, /** @type {Step} */ (look.sizes.cards.at(-1)), look);
  return shape ? Math.ceil(roomy(count) / shape.columns) * (shape.height + look.sizes.gap * look.unit) : 0;
}

/**
 * Return `count` rounded up, so that one more container does not change the size of all cells.
 * @param {number} count
 */
function roomy(count) {
  if (count <= 4) return count;
  const step = 2 ** Math.floor(Math.log2(count)) / 4;
  return Math.ceil(count / step) * step;
}

/** @param {Part} part */
function bottom({ count, columns, y, height, gap }) {
  return count ? y + Math.ceil(count / columns) * (height + gap) - gap : 0;
}

/**
 * Return the top left corner of the cell at `index` (from 0), in pixels from the room's first card.
 * @param {Part} part
 * @param {number} index
 * @returns {[number, number]}
 */
export function cellAt({ x, y, columns, width, height, gap }, index) {
  return [x + (index % columns) * (width + gap), y + Math.floor(index / columns) * (height + gap)];
}
