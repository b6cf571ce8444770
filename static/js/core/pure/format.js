/** Formats ages, times, numbers, sizes and image names, and escapes invisible characters in text from an engine. */

const SECOND = 1000;
/** @type {[string, number][]} */
const AGE_UNITS = [
  ["day", 86_400 * SECOND],
  ["hour", 3600 * SECOND],
  ["minute", 60 * SECOND],
  ["second", SECOND],
];
const BYTE_UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];
/** Control characters, and bidirectional and zero-width characters that can disguise a name (Unicode TR 36). */
// eslint-disable-next-line no-control-regex -- the pattern matches control characters
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/**
 * Return `text` with each invisible character replaced by its code, such as `\u202E`.
 * @param {string} text
 */
export function visible(text) {
  return text.replace(
    INVISIBLE,
    (char) => `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
  );
}

/**
 * Return an image reference without its digest and without the default registry. An image id is cut to 12 digits.
 * @param {string} reference
 */
export function imageName(reference) {
  const short = reference.replace(/^sha256:([0-9a-f]{12})[0-9a-f]*$/, "$1").replace(/@sha256:[0-9a-f]+$/, "");
  return visible(short.replace(/^docker\.io\/(library\/)?/, ""));
}

/**
 * Return the registry of an image reference, `docker.io` if it names none. As in distribution/reference, the first part
 * is a registry if it contains a dot or a colon or is `localhost`.
 * @param {string} reference
 */
export function registryOf(reference) {
  const [first, ...rest] = reference.split("/");
  const isHost = rest.length > 0 && (/[.:]/.test(first ?? "") || first === "localhost");
  return isHost ? String(first) : "docker.io";
}

/**
 * Return the format functions for a language. Times are milliseconds since 1970, durations are milliseconds.
 * @param {string} lang BCP 47
 */
export function createFormat(lang) {
  const units = new Map(AGE_UNITS.map(([unit]) => [unit, unitFormat(lang, unit)]));
  const clock = new Intl.DateTimeFormat(lang, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  const day = new Intl.DateTimeFormat(lang, { weekday: "short", day: "numeric", month: "short" });
  const full = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "medium", hourCycle: "h23" });
  const integer = new Intl.NumberFormat(lang);
  const percent = new Intl.NumberFormat(lang, { style: "percent", roundingMode: "floor" });
  const sizes = BYTE_UNITS.map((unit) => bytesFormat(lang, unit));
  return {
    /** @param {number} span */
    age(span) {
      const [unit, length] = AGE_UNITS.find(([, length]) => span >= length) ?? ["second", SECOND];
      return units.get(unit)?.format(Math.max(0, Math.floor(span / length))) ?? "";
    },
    /** @param {number} at */
    clock: (at) => clock.format(at),
    /** @param {number} at */
    day: (at) => day.format(at),
    /** @param {number} at */
    full: (at) => full.format(at),
    /** @param {number} value */
    number: (value) => integer.format(value),
    /** Format bytes in powers of 1000, as `docker images` does. @param {number} value */
    bytes(value) {
      const power = Math.min(sizes.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3));
      return sizes[power]?.format(value / 1000 ** power) ?? "";
    },
    /** Format a share, rounded down so that 100 % means complete. @param {number} share 0 to 1 */
    percent: (share) => percent.format(share),
  };
}

/**
 * @param {string} lang
 * @param {string} unit
 */
function unitFormat(lang, unit) {
  return new Intl.NumberFormat(lang, { style: "unit", unit, unitDisplay: "narrow" });
}

/**
 * @param {string} lang
 * @param {string} unit
 */
function bytesFormat(lang, unit) {
  return new Intl.NumberFormat(lang, {
    style: "unit",
    unit,
    unitDisplay: unit === "byte" ? "narrow" : "short",
    maximumSignificantDigits: 3,
  });
}
