/** Sides of a rectangle. Pure functions. */

/** @import { Rect } from "../../../../types/view.d.ts" */

/** @param {Rect} rect */
export function rightOf({ x, width }) {
  return x + width;
}

/** @param {Rect} rect */
export function bottomOf({ y, height }) {
  return y + height;
}
