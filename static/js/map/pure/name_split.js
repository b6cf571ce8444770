/** Splits a container name over two lines, after a `-`, `_` or `.` if possible. Pure functions. */

/** A half may be this many times as wide as its line. It is then shortened. */
const SHORTENED_AT_MOST = 1.35;

/** Width of a line as a share of a name that has no separator and is broken inside a word. */
const TORN = 0.55;

/** @typedef {(text: string) => number} Measure returns the width of a text in em */
/** @typedef {[string, string]} Halves */

/**
 * Return the smallest width in em at which a name fits on two lines.
 * @param {string} name
 * @param {Measure} em
 */
export function halfOf(name, em) {
  const widths = joints(name).map((halves) => widest(halves, em));
  return widths.length ? Math.min(...widths) : em(name) * TORN;
}

/**
 * Return the two halves of a name for lines of `width` em, or null if every split makes a half too long.
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
 * Return all splits of a name after a `-`, `_` or `.`, the last separator first.
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
