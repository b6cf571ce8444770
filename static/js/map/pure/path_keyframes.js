/** Computes the keyframes of a movement along a polyline at a constant speed. Pure functions. */

/** @import { Point } from "../../../../types/view.d.ts" */

/**
 * Return a keyframe with a translation for each point, at the share of the length that the path has there. A browser
 * runs an animation of `transform` without the main thread; an animation of `offset-path` would need it in each frame.
 * @param {Point[]} points at least two
 * @returns {{transform: string, offset: number}[]}
 */
export function keyframesAlong(points) {
  const lengths = points.map(([x, y], index) => {
    const [fromX, fromY] = points[index - 1] ?? [x, y];
    return Math.hypot(x - fromX, y - fromY);
  });
  const whole = lengths.reduce((sum, length) => sum + length, 0) || 1;
  let travelled = 0;
  return points.map(([x, y], index) => {
    travelled += lengths[index] ?? 0;
    const isLast = index === points.length - 1;
    return { transform: `translate(${x}px, ${y}px)`, offset: isLast ? 1 : Math.min(travelled / whole, 1) };
  });
}
