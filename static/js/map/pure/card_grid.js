/** Computes the cell grid of one room: the number of full problem cards, cell sizes and columns. Pure functions. */

/** @import { CardGrid, CardSize, CellBlock, CellShape, Rect, TextMetrics } from "../../../../types/view.d.ts" */
import { bucket } from "./room_layout.js";
import { capacity, cellShapes, fitsNames, fitsText } from "./cell_shapes.js";
import { GRID_SHARES } from "./sizes.js";
import { BLANK_BLOCK, tileGrid } from "./tile_grid.js";

/** @type {CellBlock} */
const NO_CELLS = { level: "count", count: 0, ...BLANK_BLOCK };

/**
 * Return the cells of a room with `width` × `height` pixels for cards: large cells for problems first, then the others.
 * Cells never overlap and never leave the area. Containers that do not fit even as tiles only appear in the count.
 * @param {{width: number, height: number, problems: number, calm: number} & TextMetrics} room
 * @returns {CardGrid}
 */
export function cardGrid({ width, height, problems, calm, ...metrics }) {
  const gap = metrics.sizes.gap * metrics.unit;
  const area = { x: 0, y: 0, width, height };
  const forNames = calm ? nameCellsHeight(area, calm, metrics) + gap : 0;
  const { manyCalm, manyCalmShare, calm: calmShare } = GRID_SHARES;
  const forTiles = Math.min(height * (calm > manyCalm ? manyCalmShare : calmShare), forNames);
  const without = (/** @type {number} */ reserved) => ({ ...area, height: height - reserved });
  const problemCells =
    allProblems(without(forNames), problems, metrics) ??
    allProblems(without(forTiles), problems, metrics) ??
    someProblems(without(forTiles), problems, metrics);
  const used = Math.max(blockBottom(problemCells.problem), blockBottom(problemCells.rest));
  const top = used ? used + gap : 0;
  const below = { ...area, y: top, height: height - top };
  const { rest } = problemCells;
  const calmMetrics = rest.level === "tile" ? withTilesUpTo(metrics, rest.width) : metrics;
  return { ...problemCells, calm: smallCells(below, calm, calmMetrics) };
}

/**
 * Return `metrics` that allow only tiles, of at most `side` pixels. Other containers are then not larger than problems.
 * @param {TextMetrics} metrics
 * @param {number} side pixels
 * @returns {TextMetrics}
 */
function withTilesUpTo(metrics, side) {
  const { sizes, unit } = metrics;
  return { ...metrics, sizes: { ...sizes, cardSizes: [], tile: { ...sizes.tile, max: side / unit } } };
}

/**
 * Return the cells for all problems as full cards, or null if they do not fit. The size is the largest that keeps names
 * whole. If no size does, it is the largest that fits.
 * @param {Rect} area
 * @param {number} count
 * @param {TextMetrics} metrics
 * @returns {Omit<CardGrid, "calm"> | null}
 */
function allProblems(area, count, metrics) {
  if (!count) return { problem: NO_CELLS, rest: NO_CELLS, more: null };
  const found = metrics.sizes.problemSizes.flatMap(
    (cardSize) => blockOfSize(area, count, cardSize, metrics) ?? [],
  );
  const problem = found.find((block) => fitsNames(block, block.name / metrics.unit, metrics)) ?? found[0];
  return problem ? { problem, rest: NO_CELLS, more: null } : null;
}

/**
 * Return the cells for as many full problem cards as fit, with the remaining problems as small cells below them. `more`
 * is the number of the remaining problems and its position.
 * @param {Rect} area
 * @param {number} count
 * @param {TextMetrics} metrics
 * @returns {Omit<CardGrid, "calm">}
 */
function someProblems(area, count, metrics) {
  const { sizes, unit } = metrics;
  const line = sizes.rowHeight * unit;
  const cardSize = /** @type {CardSize} */ (sizes.problemSizes.at(-1));
  const forRest = Math.max(area.height * GRID_SHARES.rest, line * GRID_SHARES.minRestRows);
  const upper = { ...area, height: area.height - forRest };
  const shape = shapeForMost(upper, area, cardSize, metrics);
  const shown = shape ? Math.min(count - 1, capacity(upper, shape, metrics)) : 0;
  if (!shape || !shown) return { problem: NO_CELLS, rest: smallCells(area, count, metrics), more: null };
  const problem = cellBlock(area, shown, cardSize, shape, metrics);
  const y = blockBottom(problem) + line;
  const lower = { ...area, y, height: area.y + area.height - y };
  const rest = smallCells(lower, count - shown, metrics, sizes.cardSizes.slice(-GRID_SHARES.restSizes));
  return { problem, rest, more: { x: area.x, y: blockBottom(problem), count: count - shown } };
}

/**
 * Return the shape of which most cells fit in `upper`, and names fit in it if possible.
 * @param {Rect} upper
 * @param {Rect} area
 * @param {CardSize} cardSize
 * @param {TextMetrics} metrics
 */
function shapeForMost(upper, area, cardSize, metrics) {
  const fitting = (/** @type {CellShape} */ shape) => capacity(upper, shape, metrics);
  const shapes = cellShapes(area, cardSize, metrics).sort((a, b) => fitting(b) - fitting(a));
  return shapes.find((shape) => fitting(shape) && fitsNames(shape, cardSize.name, metrics)) ?? shapes[0];
}

/**
 * Return cells of the largest card size that fits, else tiles.
 * @param {Rect} area
 * @param {number} count
 * @param {TextMetrics} metrics
 * @param {CardSize[]} cardSizes the largest first
 * @returns {CellBlock}
 */
function smallCells(area, count, metrics, cardSizes = metrics.sizes.cardSizes) {
  if (!count) return NO_CELLS;
  const slots = withSpareSlots(count);
  for (const cardSize of cardSizes) {
    const block = blockOfSize(area, slots, cardSize, metrics);
    if (block) return { ...stretched(block, area, count), count };
  }
  const last = cardSizes.at(-1);
  const exact = last && blockOfSize(area, count, last, metrics);
  if (exact) return exact;
  return tileGrid(area, slots, metrics, count) ?? tileGrid(area, count, metrics, count) ?? NO_CELLS;
}

/**
 * Make the cells up to 30 % higher if their rows leave space empty. The height depends on `bucket(count)`, so that it
 * rarely changes.
 * @param {CellBlock} block
 * @param {Rect} area
 * @param {number} count
 * @returns {CellBlock}
 */
function stretched(block, area, count) {
  const rows = Math.ceil(bucket(count) / block.columns);
  const max = Math.floor((area.height + block.gap) / rows - block.gap);
  return { ...block, height: Math.max(block.height, Math.min(max, block.height * GRID_SHARES.stretch)) };
}

/**
 * Return `count` cells of one card size, or null if they do not fit. Prefers a shape that fits the names and the text.
 * @param {Rect} area
 * @param {number} count
 * @param {CardSize} cardSize
 * @param {TextMetrics} metrics
 */
function blockOfSize(area, count, cardSize, metrics) {
  const shapes = cellShapes(area, cardSize, metrics).filter(
    (shape) => capacity(area, shape, metrics) >= count,
  );
  const isProblem = cardSize.level === "problem";
  const withNames = isProblem ? shapes.filter((shape) => fitsNames(shape, cardSize.name, metrics)) : shapes;
  const best = withNames.length ? withNames : shapes;
  const shape = best.find((shape) => fitsText(shape, cardSize, metrics)) ?? best.at(-1);
  return shape ? cellBlock(area, count, cardSize, shape, metrics) : null;
}

/**
 * @param {Rect} area
 * @param {number} count
 * @param {CardSize} cardSize
 * @param {CellShape} shape
 * @param {TextMetrics} metrics
 * @returns {CellBlock}
 */
function cellBlock({ x, y }, count, { level, name, text }, shape, { sizes, unit }) {
  return { level, count, ...shape, x, y, gap: sizes.gap * unit, name: name * unit, text: text * unit };
}

/**
 * Return the height that `count` containers need in the smallest cells with a name.
 * @param {Rect} area
 * @param {number} count
 * @param {TextMetrics} metrics
 */
function nameCellsHeight(area, count, metrics) {
  const { sizes, unit } = metrics;
  const [shape] = cellShapes(area, /** @type {CardSize} */ (sizes.cardSizes.at(-1)), metrics);
  const slots = withSpareSlots(count);
  return shape ? Math.ceil(slots / shape.columns) * (shape.height + sizes.gap * unit) : 0;
}

/**
 * Return `count` rounded up, so that one more container does not change the size of all cells.
 * @param {number} count
 */
function withSpareSlots(count) {
  if (count <= 4) return count;
  const step = 2 ** Math.floor(Math.log2(count)) / 4;
  return Math.ceil(count / step) * step;
}

/** @param {CellBlock} block */
function blockBottom({ count, columns, y, height, gap }) {
  return count ? y + Math.ceil(count / columns) * (height + gap) - gap : 0;
}

/**
 * Return the top left corner of the cell at `index` (from 0), in pixels from the room's first card.
 * @param {CellBlock} block
 * @param {number} index
 * @returns {[number, number]}
 */
export function cellAt({ x, y, columns, width, height, gap }, index) {
  return [x + (index % columns) * (width + gap), y + Math.floor(index / columns) * (height + gap)];
}
