/** Measures which part of the rows is visible. */

/** In these windows the page scrolls in place of the list. The stylesheet has the same query. */
const PAGE_SCROLLS = "(max-width: 999px), (max-height: 560px)";

/**
 * Return the scrolled distance and the height of the visible rows, in pixels.
 * @param {HTMLElement} grid
 * @param {HTMLElement} body contains the rows
 * @param {number} rowHeight
 */
export function visibleArea(grid, body, rowHeight) {
  if (window.matchMedia(PAGE_SCROLLS).matches)
    return { top: Math.max(0, -body.getBoundingClientRect().top), height: innerHeight };
  return { top: grid.scrollTop, height: Math.max(0, grid.clientHeight - rowHeight) };
}
