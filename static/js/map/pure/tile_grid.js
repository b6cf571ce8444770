/** Computes a grid of square tiles, for more containers than fit with their names. Pure functions. */

/** @import { CellBlock, LayoutSizes, Rect } from "../../../../types/view.d.ts" */
import { TILE_STEPS } from "./sizes.js";

/** The fields of a block without text, with no size. */
export const BLANK_BLOCK = {
  columns: 1,
  x: 0,
  y: 0,
  width: 0,
  height: 0,
  gap: 0,
  name: 0,
  text: 0,
  lines: 0,
  nameLines: 1,
};

/**
 * Return a block of `count` tiles, the largest of which `slots` fit in the area. Returns null if not even the smallest
 * fit.
 * @param {Rect} area
 * @param {number} slots
 * @param {{sizes: LayoutSizes, unit: number}} metrics
 * @param {number} count
 * @returns {CellBlock | null}
 */
export function tileGrid({ x, y, width, height }, slots, { sizes, unit }, count) {
  for (
    let side = Math.floor(sizes.tile.max * unit);
    side >= sizes.tile.min * unit;
    side -= side > TILE_STEPS.wholePixelsFrom ? 1 : 0.5
  ) {
    const gap = Math.max(1, Math.floor(side / TILE_STEPS.sidesPerGap));
    const columns = Math.floor((width + gap) / (side + gap));
    const rows = Math.floor((height + gap) / (side + gap));
    if (columns * rows >= slots) {
      return { ...BLANK_BLOCK, level: "tile", count, columns, x, y, width: side, height: side, gap };
    }
  }
  return null;
}
