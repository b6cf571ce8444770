/** What becomes of a text that is pasted: what to know of it before, the bytes it is typed as, the pieces they go in. Pure. */

/** One piece waits for the acknowledgement of the one before it. */
export const PIECE_BYTES = 16_384;
const SHOWN_LINES = 8;
/** Control characters a text has no use for: all but tab and the ends of lines. */
// eslint-disable-next-line no-control-regex -- these are what it looks for
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
 * Return what a person should know of a text before it is typed.
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
 * Return whether a paste needs a question: an end of line runs what stands before it, unless the program said that it
 * takes pastes as such (bracketed paste); a control character is a key.
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
 * Return the bytes that a text is typed as: Enter is CR. In brackets it cannot end the brackets itself.
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

/** Once more for what the first removal has joined. @param {string} text */
function withoutMarks(text) {
  let rest = text;
  while (rest.includes(END)) rest = rest.replaceAll(END, "");
  return rest;
}
