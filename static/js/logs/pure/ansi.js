/** Turns terminal colours (ECMA-48 SGR) into CSS classes and removes all other control sequences. Pure. */

/** @typedef {{text: string, classes: string[]}} Span */

/* eslint-disable no-control-regex -- the pattern matches escape sequences */
const SEQUENCE =
  /\u001b\[([0-9;:]*)m|\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[PX^_][^\u001b]*(?:\u001b\\)?|[ -/]*[0-~])/g;
const COLOURS = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];
/** @type {Record<number, string>} */
const STYLES = { 1: "bold", 2: "dim", 3: "italic", 4: "underline", 7: "reverse" };
/** @type {Record<number, string[]>} */
const ENDS = { 22: ["1", "2"], 23: ["3"], 24: ["4"], 27: ["7"], 39: ["ink"], 49: ["ground"] };

/** Maximum number of spans in a line. The last span contains the rest without further colours. */
const SPANS_AT_MOST = 100;

/**
 * Return a line as spans with the classes of their colours. A carriage return discards the text before it.
 * @param {string} line
 * @returns {Span[]}
 */
export function spansOf(line) {
  const text = line.slice(line.lastIndexOf("\r") + 1);
  /** @type {Span[]} */
  const spans = [];
  /** @type {Map<string, string>} */
  const style = new Map();
  let at = 0;
  const add = (/** @type {string} */ part) => {
    const last = spans.length < SPANS_AT_MOST ? undefined : spans.at(-1);
    if (last) last.text += part;
    else if (part) spans.push({ text: part, classes: [...style.values()] });
  };
  for (const found of text.matchAll(SEQUENCE)) {
    add(text.slice(at, found.index));
    at = found.index + found[0].length;
    if (found[1] !== undefined) apply(style, found[1].split(/[;:]/).map(Number));
  }
  add(text.slice(at));
  return spans;
}

/**
 * @param {Map<string, string>} style
 * @param {number[]} codes
 */
function apply(style, codes) {
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    if (code === 38 || code === 48) {
      const isIndexed = codes[at + 1] === 5;
      const name = isIndexed ? indexed(codes[at + 2] ?? 0) : nearest(codes.slice(at + 2, at + 5));
      style.set(code === 38 ? "ink" : "ground", `${code === 38 ? "ansi" : "ansi-on"}-${name}`);
      at += isIndexed ? 2 : 4;
    } else applyOne(style, code);
  }
}

/**
 * @param {Map<string, string>} style
 * @param {number} code
 */
function applyOne(style, code) {
  if (code === 0) style.clear();
  else if (STYLES[code]) style.set(String(code), `ansi-${STYLES[code]}`);
  else if (Object.hasOwn(ENDS, code)) for (const one of ENDS[code] ?? []) style.delete(one);
  else if (isIn(code, 30) || isIn(code, 90)) style.set("ink", `ansi-${COLOURS[code % 10]}`);
  else if (isIn(code, 40) || isIn(code, 100)) style.set("ground", `ansi-on-${COLOURS[code % 10]}`);
}

/** @param {number} code @param {number} first */
function isIn(code, first) {
  return code >= first && code < first + 8;
}

/** Return the nearest of eight colours for one of 256. @param {number} index */
function indexed(index) {
  if (index < 16) return COLOURS[index % 8];
  if (index > 231) return index < 244 ? "black" : "white";
  const cube = index - 16;
  return nearest([Math.floor(cube / 36) * 51, (Math.floor(cube / 6) % 6) * 51, (cube % 6) * 51]);
}

/** @param {number[]} colour red, green and blue */
function nearest([red = 0, green = 0, blue = 0]) {
  const most = Math.max(red, green, blue);
  if (most < 64) return "black";
  const bit = (/** @type {number} */ value) => Number(value > most * 0.6);
  return COLOURS[bit(red) + 2 * bit(green) + 4 * bit(blue)];
}
