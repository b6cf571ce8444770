/** Formats sizes in powers of 1024 like `docker stats`, rates and percentages. Pure. */

const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];

/** Steps between the ticks of a size axis: powers of 2, so that no two labels are equal. */
export const BINARY_STEPS = Array.from({ length: 50 }, (_, power) => 2 ** power);

/**
 * Return a size with at most three digits.
 * @param {number | null | undefined} bytes
 */
export function binary(bytes) {
  if (bytes === null || bytes === undefined) return "–";
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const value = bytes / 1024 ** power;
  return `${value >= 100 || power === 0 ? Math.round(value) : value.toPrecision(3)} ${UNITS[power]}`;
}

/** @param {number | null | undefined} bytes per second */
export function rate(bytes) {
  return bytes === null || bytes === undefined ? "–" : `${binary(bytes)}/s`;
}

/** @param {number | null | undefined} value in percent of one core */
export function percent(value) {
  return value === null || value === undefined
    ? "–"
    : `${value < 10 ? value.toFixed(1) : Math.round(value)} %`;
}
