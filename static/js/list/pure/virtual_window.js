/** Computes which rows of a long list are in the document. Pure. */

/** Rows above and below the visible ones, so that a short scroll shows no gap. */
const OVERSCAN = 8;

/**
 * Return the indexes of the rows in the document, in order: the visible ones, some around them, and `kept`, the row with
 * the focus. Lengths are in pixels.
 * @param {{count: number, top: number, height: number, rowHeight: number, kept?: number}} of `top`: scrolled distance
 * @returns {number[]}
 */
export function windowOf({ count, top, height, rowHeight, kept = -1 }) {
  const first = Math.max(0, Math.min(count, Math.floor(top / rowHeight)) - OVERSCAN);
  const last = Math.min(count, Math.ceil((top + height) / rowHeight) + OVERSCAN);
  const indexes = Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
  if (kept < 0 || kept >= count || (kept >= first && kept < last)) return indexes;
  return kept < first ? [kept, ...indexes] : [...indexes, kept];
}

/**
 * Return the first and last row that are visible in full, counted from 1. Both are 0 without rows.
 * @param {{count: number, top: number, height: number, rowHeight: number}} of
 */
export function visibleRange({ count, top, height, rowHeight }) {
  if (!count) return { first: 0, last: 0 };
  const first = Math.min(count, Math.ceil(top / rowHeight) + 1);
  return { first, last: Math.max(first, Math.min(count, Math.floor((top + height) / rowHeight))) };
}

/**
 * Return the index that a key leads to, or undefined for another key. `page` is the number of rows of a page.
 * @param {string} key
 * @param {number} from
 * @param {{count: number, page: number}} of
 */
export function nextIndex(key, from, { count, page }) {
  /** @type {Record<string, number>} */
  const to = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + page,
    PageUp: from - page,
    Home: 0,
    End: count - 1,
  };
  const index = to[key];
  return index === undefined ? undefined : Math.max(0, Math.min(count - 1, index));
}
