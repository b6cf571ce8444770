/** Computes a grid of square tiles, for more containers than fit with their names. Pure functions. */

/** @import { Part, Sizes } from "../../../../types/view.d.ts" */

/** @typedef {{x: number, y: number, width: number, height: number}} Area */

export const NOWHERE = {
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
 * Return the largest tiles of which `places` fit in the area, or null if not even the smallest fit.
 * @param {Area} area
 * @param {number} places
 * @param {{sizes: Sizes, unit: number}} look
 * @param {number} count
 * @returns {Part | null}
 */
export function tiles({ x, y, width, height }, places, { sizes, unit }, count) {
  for (
    let side = Math.floor(sizes.tile.most * unit);
    side >= sizes.tile.least * unit;
    side -= side > 12 ? 1 : 0.5
  ) {
    const gap = Math.max(1, Math.floor(side / 6));
    const columns = Math.floor((width + gap) / (side + gap));
    const rows = Math.floor((height + gap) / (side + gap));
    if (columns * rows >= places) {
      return { ...NOWHERE, level: "tile", count, columns, x, y, width: side, height: side, gap };
    }
  }
  return null;
}
