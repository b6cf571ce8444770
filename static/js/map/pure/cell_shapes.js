/** Computes the possible cells for one card size in an area: columns, text lines and height. Pure functions. */

/** @import { Sizes, Step } from "../../../../types/view.d.ts" */

/** @typedef {import("./tile_grid.js").Area} Area */
/** @typedef {{columns: number, width: number, height: number, lines: number, nameLines: number}} Shape of a block's cells */
/**
 * The text widths that cell sizes depend on, in em: `em` is the longest name of all containers, `nameEm` the longest
 * name of a problem, `halfEm` the longest line of these names on two lines, `textEm` the longest text about a problem.
 * @typedef {{sizes: Sizes, unit: number, em: number, nameEm: number, halfEm: number, textEm: number}} Look
 */

const LEAST_EM = 5;
/** A text with this many lines gets a wider card instead, unless there is only one column. */
const LINES_SIDE_BY_SIDE = 3;
/** Share of a line that is lost at a line break, because words are not split. */
const LOST_PER_BREAK = 0.18;

/**
 * Return the possible shapes for the cells of `step`, the shape with the most columns first. Cells of problems have a
 * shape for each smaller number of columns; all other cells have one shape.
 * @param {Area} area
 * @param {Step} step
 * @param {Look} look
 * @returns {Shape[]}
 */
export function shapes(area, step, look) {
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
 * Return whether the longest text about a problem fits in the lines of a shape.
 * @param {Shape} shape
 * @param {Step} step
 * @param {Look} look
 */
export function saysAll({ width, lines }, { text }, { sizes, unit, textEm }) {
  return textEm <= ((width / unit - sizes.beside) / text) * fullLines(lines);
}

/**
 * Return whether the name of every problem fits in its lines without being shortened or broken inside a word.
 * @param {{width: number, nameLines: number}} shape
 * @param {number} name its font size
 * @param {Look} look
 */
export function holdsNames({ width, nameLines }, name, { sizes, unit, nameEm, halfEm }) {
  return (nameLines === 1 ? nameEm : halfEm) <= (width / unit - sizes.beside) / name;
}

/**
 * Return the number of cells of a shape that fit in the area.
 * @param {Area} area
 * @param {Shape} shape
 * @param {Look} look
 */
export function capacity(area, { columns, height }, { sizes, unit }) {
  const gap = sizes.gap * unit;
  return Math.max(0, Math.floor((area.height + gap) / (height + gap))) * columns;
}

/**
 * Return how many full lines of text fit in `lines`, because line breaks lose space.
 * @param {number} lines
 */
export function fullLines(lines) {
  return lines - LOST_PER_BREAK * (lines - 1);
}

/**
 * Return how many columns fit if each is wide enough for the longest name (at most `letters` em). If none fits and the
 * step allows shortened names, returns 1.
 * @param {Area} area
 * @param {Step} step
 * @param {Look} look
 */
function mostColumns({ width }, { level, name, text, letters, shortens }, { sizes, unit, em, nameEm }) {
  const gap = sizes.gap * unit;
  const widths = Math.min(Math.max(level === "problem" ? nameEm : em, LEAST_EM), letters);
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
 * Return 2 if the longest name of a problem needs two lines, else 1.
 * @param {number} width
 * @param {Step} step
 * @param {Look} look
 */
function nameLinesOf(width, { name }, { sizes, unit, nameEm }) {
  return nameEm > (width / unit - sizes.beside) / name ? 2 : 1;
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
