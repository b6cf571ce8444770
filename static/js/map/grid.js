/** How the cards of one room are drawn: how many as a full card, how large, in how many columns. Pure. */

/** @import { Grid, Part, Sizes, Step } from "../../../types/view.d.ts" */
import { NOWHERE, tiles } from "./tiles.js";

/** @typedef {import("./tiles.js").Area} Area */
/** @typedef {{columns: number, width: number, height: number, lines: number, nameLines: number}} Shape of a block's cells */
/**
 * What sizes depend on: `em` is the longest name, `textEm` the longest sentence about a problem, in widths of their font.
 * @typedef {{sizes: Sizes, unit: number, em: number, textEm: number}} Look
 */

const LEAST_EM = 5;
/** What problems leave at least to the others of their room, and full problem cards to the remaining problems. */
const CALM_SHARE = 0.2;
const REST_SHARE = 0.28;
/** A sentence of so many lines gets a wider card instead, as long as there are several columns. */
const LINES_SIDE_BY_SIDE = 3;
/** Where a line breaks it loses a part of a word. */
const LOST_PER_BREAK = 0.18;

/** @type {Part} */
const NONE = { level: "count", count: 0, ...NOWHERE };

/**
 * Return the cells of a room whose cards have `width` × `height` pixels: problems first and large, then the calm ones.
 * Cells never overlap and never leave the area; what finds no place, however small, is left to the room's count.
 * @param {{width: number, height: number, problems: number, calm: number} & Look} ask
 * @returns {Grid}
 */
export function grid({ width, height, problems, calm, ...look }) {
  const gap = look.sizes.gap * look.unit;
  const area = { x: 0, y: 0, width, height };
  const forNames = calm ? heightOfNames(area, calm, look) + gap : 0;
  const forTiles = Math.min(height * CALM_SHARE, forNames);
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
 * Calm tiles are never larger than those of problems.
 * @param {Look} look
 * @param {number} side pixels
 * @returns {Look}
 */
function noLarger(look, side) {
  const { sizes, unit } = look;
  return { ...look, sizes: { ...sizes, cards: [], tile: { ...sizes.tile, most: side / unit } } };
}

/**
 * All problems as full cards, as large as they fit; null when they do not.
 * @param {Area} area
 * @param {number} count
 * @param {Look} look
 * @returns {Omit<Grid, "calm"> | null}
 */
function allProblems(area, count, look) {
  if (!count) return { problem: NONE, rest: NONE, more: null };
  for (const step of look.sizes.problems) {
    const problem = block(area, count, step, look);
    if (problem) return { problem, rest: NONE, more: null };
  }
  return null;
}

/**
 * As many full cards as there is height for, the others small below them, with their number said.
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
  const [shape] = shapes(area, step, look).sort(
    (a, b) => capacity(upper, b, look) - capacity(upper, a, look),
  );
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
    if (cells) return { ...cells, count };
  }
  const last = steps.at(-1);
  const exact = last && block(area, count, last, look);
  if (exact) return exact;
  return tiles(area, roomy(count), look, count) ?? tiles(area, count, look, count) ?? NONE;
}

/**
 * @param {Area} area
 * @param {number} count
 * @param {Step} step
 * @param {Look} look
 */
function block(area, count, step, look) {
  const fitting = shapes(area, step, look).filter((shape) => capacity(area, shape, look) >= count);
  const shape = fitting.find((shape) => saysAll(shape, step, look)) ?? fitting.at(-1);
  return shape ? part(area, count, step, shape, look) : null;
}

/**
 * Tell whether the longest sentence stands in the lines of a shape; otherwise fewer, wider columns shorten it less.
 * @param {Shape} shape
 * @param {Step} step
 * @param {Look} look
 */
function saysAll({ width, lines }, { text }, { sizes, unit, textEm }) {
  return textEm <= ((width / unit - sizes.beside) / text) * fullLines(lines);
}

/**
 * The shapes cells of a step can have here. A sentence may ask for fewer, wider columns.
 * @param {Area} area
 * @param {Step} step
 * @param {Look} look
 * @returns {Shape[]}
 */
function shapes(area, step, look) {
  const gap = look.sizes.gap * look.unit;
  const most = mostColumns(area, step, look);
  const found = [];
  for (let columns = most; columns > 0; columns -= 1) {
    const width = Math.floor((area.width - gap * (columns - 1)) / columns);
    const lines = step.level === "problem" ? linesOf(width, step, look) : step.lines;
    const nameLines = step.level === "problem" ? nameLinesOf(width, step, look) : 1;
    if (columns === 1 || lines < LINES_SIDE_BY_SIDE)
      found.push({ columns, width, height: heightOf(step, lines, nameLines, look), lines, nameLines });
    if (step.level !== "problem") break;
  }
  return found;
}

/**
 * As many columns as can hold the longest name; one, with names shortened, where not even one can.
 * @param {Area} area
 * @param {Step} step
 * @param {Look} look
 */
function mostColumns({ width }, { name, text, letters, shortens }, { sizes, unit, em }) {
  const gap = sizes.gap * unit;
  const widths = Math.min(Math.max(em, LEAST_EM), letters);
  const least = (Math.max(name * widths, text * 8) + sizes.beside) * unit;
  return Math.floor((width + gap) / (least + gap)) || (shortens && width >= name * 4 * unit ? 1 : 0);
}

/**
 * @param {number} width
 * @param {Step} step
 * @param {Look} look
 */
function linesOf(width, { text, lines: most }, { sizes, unit, textEm }) {
  const em = (width / unit - sizes.beside) / text;
  let lines = 1;
  while (lines < most && textEm > em * fullLines(lines)) lines += 1;
  return lines;
}

/**
 * A problem's name is broken over two lines rather than shortened.
 * @param {number} width
 * @param {Step} step
 * @param {Look} look
 */
function nameLinesOf(width, { name }, { sizes, unit, em }) {
  return em > (width / unit - sizes.beside) / name ? 2 : 1;
}

/**
 * Return how many full lines of text find place in `lines`.
 * @param {number} lines
 */
export function fullLines(lines) {
  return lines - LOST_PER_BREAK * (lines - 1);
}

/**
 * @param {Step} step
 * @param {number} lines
 * @param {number} nameLines
 * @param {Look} look
 */
function heightOf({ level, name, text }, lines, nameLines, { sizes, unit }) {
  const pad = level === "name" ? sizes.pad * 0.4 : sizes.pad;
  return Math.ceil((name * (nameLines === 1 ? 1.3 : 2.3) + text * 1.35 * lines + pad) * unit);
}

/**
 * @param {Area} area
 * @param {Shape} shape
 * @param {Look} look
 */
function capacity(area, { columns, height }, { sizes, unit }) {
  const gap = sizes.gap * unit;
  return Math.max(0, Math.floor((area.height + gap) / (height + gap))) * columns;
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
 * What the calm ones would take as names.
 * @param {Area} area
 * @param {number} count
 * @param {Look} look
 */
function heightOfNames(area, count, look) {
  const [shape] = shapes(area, /** @type {Step} */ (look.sizes.cards.at(-1)), look);
  return shape ? Math.ceil(roomy(count) / shape.columns) * (shape.height + look.sizes.gap * look.unit) : 0;
}

/**
 * Room for some more, so that one more card does not change the size of all.
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
 * Return the corner of the `index`-th cell of a part, in pixels from the room's first card.
 * @param {Part} part
 * @param {number} index
 * @returns {[number, number]}
 */
export function cellAt({ x, y, columns, width, height, gap }, index) {
  return [x + (index % columns) * (width + gap), y + Math.floor(index / columns) * (height + gap)];
}
