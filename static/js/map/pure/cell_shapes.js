/** Computes the possible cells for one card size in an area: columns, text lines and height. Pure functions. */

/** @import { CardSize, CellShape, Rect, TextMetrics } from "../../../../types/view.d.ts" */
import { CARD_TEXT } from "./sizes.js";

/**
 * Return the possible shapes for cells of `cardSize`, the shape with the most columns first. Cells of problems have a
 * shape for each smaller number of columns; all other cells have one shape.
 * @param {Rect} area
 * @param {CardSize} cardSize
 * @param {TextMetrics} metrics
 * @returns {CellShape[]}
 */
export function cellShapes(area, cardSize, metrics) {
  const gap = metrics.sizes.gap * metrics.unit;
  const isProblem = cardSize.level === "problem";
  const found = [];
  for (let columns = maxColumns(area, cardSize, metrics); columns > 0; columns -= 1) {
    const width = Math.floor((area.width - gap * (columns - 1)) / columns);
    const lines = isProblem ? textLines(width, cardSize, metrics) : cardSize.lines;
    const nameLines = isProblem ? nameLinesOf(width, cardSize, metrics) : 1;
    const height = cellHeight(cardSize, lines, nameLines, metrics);
    if (columns === 1 || lines < CARD_TEXT.tooManyLines)
      found.push({ columns, width, height, lines, nameLines });
    if (!isProblem) break;
  }
  return found;
}

/**
 * Return whether the longest text about a problem fits in the lines of a shape.
 * @param {CellShape} shape
 * @param {CardSize} cardSize
 * @param {TextMetrics} metrics
 */
export function fitsText({ width, lines }, { text }, { sizes, unit, problemTextEm }) {
  return problemTextEm <= ((width / unit - sizes.cardInset) / text) * fullLines(lines);
}

/**
 * Return whether the name of every problem fits in its lines without being shortened or broken inside a word.
 * @param {{width: number, nameLines: number}} shape
 * @param {number} name its font size
 * @param {TextMetrics} metrics
 */
export function fitsNames({ width, nameLines }, name, { sizes, unit, problemNameEm, problemHalfEm }) {
  return (nameLines === 1 ? problemNameEm : problemHalfEm) <= (width / unit - sizes.cardInset) / name;
}

/**
 * Return the number of cells of a shape that fit in the area.
 * @param {Rect} area
 * @param {CellShape} shape
 * @param {TextMetrics} metrics
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
  return lines - CARD_TEXT.lostPerBreak * (lines - 1);
}

/**
 * Return how many columns fit if each is wide enough for the longest name (at most `maxNameEm`). If none fits and the
 * size allows shortened names, returns 1.
 * @param {Rect} area
 * @param {CardSize} cardSize
 * @param {TextMetrics} metrics
 */
function maxColumns({ width }, cardSize, { sizes, unit, nameEm, problemNameEm }) {
  const { level, name, text, maxNameEm, mayShorten } = cardSize;
  const gap = sizes.gap * unit;
  const longest = level === "problem" ? problemNameEm : nameEm;
  const em = Math.min(Math.max(longest, CARD_TEXT.minNameEm), maxNameEm);
  const min = (Math.max(name * em, text * CARD_TEXT.minTextEm) + sizes.cardInset) * unit;
  const columns = Math.floor((width + gap) / (min + gap));
  return columns || (mayShorten && width >= name * CARD_TEXT.minShortenedEm * unit ? 1 : 0);
}

/**
 * Return the number of lines for the longest text about a problem, at most `cardSize.lines`.
 * @param {number} width
 * @param {CardSize} cardSize
 * @param {TextMetrics} metrics
 */
function textLines(width, { text, lines: max }, { sizes, unit, problemTextEm }) {
  const em = (width / unit - sizes.cardInset) / text;
  let lines = 1;
  while (lines < max && problemTextEm > em * fullLines(lines)) lines += 1;
  return lines;
}

/**
 * Return 2 if the longest name of a problem needs two lines, else 1.
 * @param {number} width
 * @param {CardSize} cardSize
 * @param {TextMetrics} metrics
 */
function nameLinesOf(width, { name }, { sizes, unit, problemNameEm }) {
  return problemNameEm > (width / unit - sizes.cardInset) / name ? 2 : 1;
}

/**
 * Return the height of a cell in pixels.
 * @param {CardSize} cardSize
 * @param {number} lines
 * @param {number} nameLines
 * @param {TextMetrics} metrics
 */
function cellHeight({ level, name, text }, lines, nameLines, { sizes, unit }) {
  const pad = level === "name" ? sizes.pad * CARD_TEXT.nameOnlyPad : sizes.pad;
  const nameHeight = nameLines === 1 ? CARD_TEXT.nameHeight : CARD_TEXT.twoLineNameHeight;
  return Math.ceil((name * nameHeight + text * CARD_TEXT.lineHeight * lines + pad) * unit);
}
