/** Rules for pasted text: whether it needs a question, which bytes are sent, and in which pieces. Pure. */

/** Size of one piece. The next piece is sent after the engine has accepted this one. */
export const PIECE_BYTES = 16_384;
const SHOWN_LINES = 8;
/** Control characters that text does not need: all except tab and line breaks. */
// eslint-disable-next-line no-control-regex -- the pattern matches control characters
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
const END_OF_LINE = /\r\n|\r|\n/g;
const BEGIN = "\u001b[200~";
const END = "\u001b[201~";

/**
 * @typedef {object} Pasted
 * @property {number} lines
 * @property {number} bytes
 * @property {number} controls how many control characters
 * @property {string[]} first its first lines
 */

/**
 * Return the facts about a text that the paste question shows.
 * @param {string} text
 * @returns {Pasted}
 */
export function aboutPaste(text) {
  const lines = text.split(END_OF_LINE);
  return {
    lines: lines.length - (lines.at(-1) === "" && lines.length > 1 ? 1 : 0),
    bytes: new TextEncoder().encode(text).length,
    controls: text.match(CONTROLS)?.length ?? 0,
    first: lines.slice(0, SHOWN_LINES),
  };
}

/**
 * Return whether a paste needs a question. A line break runs the line before it, unless the program uses bracketed
 * paste. A control character acts as a key.
 * @param {string} text
 * @param {boolean} isBracketed
 */
export function needsQuestion(text, isBracketed) {
  return (!isBracketed && text.search(END_OF_LINE) >= 0) || aboutPaste(text).controls > 0;
}

/** @param {string} text */
export function withoutControls(text) {
  return text.replace(CONTROLS, "");
}

/**
 * Return the bytes that are sent for a text. A line break is sent as CR. In a bracketed paste, end marks inside the
 * text are removed.
 * @param {string} text
 * @param {boolean} isBracketed
 */
export function typedAs(text, isBracketed) {
  const keys = text.replace(END_OF_LINE, "\r");
  return new TextEncoder().encode(isBracketed ? `${BEGIN}${withoutMarks(keys)}${END}` : keys);
}

/**
 * @param {Uint8Array} bytes
 * @returns {Uint8Array[]}
 */
export function piecesOf(bytes) {
  const count = Math.ceil(bytes.length / PIECE_BYTES);
  return Array.from({ length: count }, (_, at) => bytes.subarray(at * PIECE_BYTES, (at + 1) * PIECE_BYTES));
}

/** Repeated, because a removal can join two parts to a new mark. @param {string} text */
function withoutMarks(text) {
  let rest = text;
  while (rest.includes(END)) rest = rest.replaceAll(END, "");
  return rest;
}
