/** Values as people read them: ages, times, numbers, and engine text with its invisible characters made visible. */

const SECOND = 1000;
/** @type {[string, number][]} */
const AGE_UNITS = [
  ["day", 86_400 * SECOND],
  ["hour", 3600 * SECOND],
  ["minute", 60 * SECOND],
  ["second", SECOND],
];
const BYTE_UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];
/** Control characters, and the bidi and zero-width ones a name can lie with (Unicode TR 36, "Trojan Source"). */
// eslint-disable-next-line no-control-regex -- these are what it looks for
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/**
 * Return `text` with every character that cannot be seen written as its code (`\u202E`).
 * @param {string} text
 */
export function visible(text) {
  return text.replace(
    INVISIBLE,
    (char) => `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
  );
}

/**
 * Return an image reference as short as it stays clear: no digest, no default registry.
 * @param {string} reference
 */
export function imageName(reference) {
  const short = reference.replace(/^sha256:([0-9a-f]{12})[0-9a-f]*$/, "$1").replace(/@sha256:[0-9a-f]+$/, "");
  return visible(short.replace(/^docker\.io\/(library\/)?/, ""));
}

/**
 * Return the registry an image reference names, `docker.io` by default (distribution/reference: a first part with a
 * dot or a colon, or `localhost`, is a host).
 * @param {string} reference
 */
export function registryOf(reference) {
  const [first, ...rest] = reference.split("/");
  const isHost = rest.length > 0 && (/[.:]/.test(first ?? "") || first === "localhost");
  return isHost ? String(first) : "docker.io";
}

/**
 * Return the formats of a language. All take milliseconds since 1970 or a span in milliseconds.
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
    /** Bytes in powers of 1000, as `docker images` counts. @param {number} value */
    bytes(value) {
      const power = Math.min(sizes.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3));
      return sizes[power]?.format(value / 1000 ** power) ?? "";
    },
    /** Never rounded up: 100 % is done. @param {number} share 0 to 1 */
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
