/** Names over two lines: parted at a joint rather than inside a word, shortened rather than torn. Pure. */

/** What a half may be too long for its line, to be shortened there. */
const SHORTENED_AT_MOST = 1.35;

/** What each of two lines holds of a name that is torn where the first ends. */
const TORN = 0.55;

/** @typedef {(text: string) => number} Measure how wide a text is, in widths of its font */
/** @typedef {[string, string]} Halves */

/**
 * Return how wide two lines must be for a name, in widths of its font.
 * @param {string} name
 * @param {Measure} em
 */
export function halfOf(name, em) {
  const widths = joints(name).map((halves) => widest(halves, em));
  return widths.length ? Math.min(...widths) : em(name) * TORN;
}

/**
 * Return the halves of a name for lines of `width` widths of its font, null where no joint parts it well enough.
 * @param {string} name
 * @param {Measure} em
 * @param {number} width
 * @returns {Halves | null}
 */
export function halvesOf(name, em, width) {
  const all = joints(name);
  const whole = all.find((halves) => widest(halves, em) <= width);
  if (whole) return whole;
  const [best] = all.sort((a, b) => widest(a, em) - widest(b, em));
  return best && widest(best, em) <= width * SHORTENED_AT_MOST ? best : null;
}

/**
 * The ways to part a name behind a `-`, `_` or `.`, the latest joint first.
 * @param {string} name
 * @returns {Halves[]}
 */
function joints(name) {
  const ends = [...name.matchAll(/[-_.](?=.)/g)].map(({ index }) => index + 1);
  return ends.reverse().map((end) => [name.slice(0, end), name.slice(end)]);
}

/**
 * @param {Halves} halves
 * @param {Measure} em
 */
function widest(halves, em) {
  return Math.max(...halves.map(em));
}
