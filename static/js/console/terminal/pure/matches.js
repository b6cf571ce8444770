/** Counts search matches in the buffer of a terminal and finds the number of the selected match. Pure. */

/**
 * @typedef {{first: number, rows: string[]}} Line one written line with its rows; `first` is the index of the first row
 */
/** @typedef {{isWrapped: boolean, translateToString(trim?: boolean, start?: number, end?: number): string}} Row */
/** @typedef {{length: number, getLine(at: number): Row | undefined}} Buffer */

/**
 * Return the lines of a buffer. Wrapped rows belong to one line.
 * @param {Buffer} buffer
 */
export function linesOf(buffer) {
  /** @type {Line[]} */
  const lines = [];
  for (let at = 0; at < buffer.length; at += 1) {
    const row = buffer.getLine(at);
    const text = row?.translateToString(false) ?? "";
    const last = lines.at(-1);
    if (row?.isWrapped && last) last.rows.push(text);
    else lines.push({ first: at, rows: [text] });
  }
  return lines;
}

/**
 * Return the number of matches of `word`, and the number of the match that begins at `mark` (1 for the first, 0 for
 * none).
 * @param {Buffer} buffer
 * @param {string} word
 * @param {{x: number, y: number} | undefined} mark cell where the selection begins
 */
export function countMatches(buffer, word, mark) {
  const sought = word.toLowerCase();
  let total = 0;
  let number = 0;
  for (const { first, rows } of sought ? linesOf(buffer) : []) {
    const before = mark && mark.y >= first ? charsBefore(buffer, rows, mark.y - first, mark.x, first) : -1;
    for (const at of placesOf(rows.join("").toLowerCase(), sought)) {
      total += 1;
      if (at === before) number = total;
    }
  }
  return { total, number };
}

/**
 * @param {string} text
 * @param {string} sought
 */
function placesOf(text, sought) {
  const places = [];
  for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + 1)) places.push(at);
  return places;
}

/**
 * Return the offset of a cell in the text of its line, or -1 for a cell in another line. A wide character fills two
 * cells.
 * @param {Buffer} buffer
 * @param {string[]} rows
 * @param {number} row
 * @param {number} x
 * @param {number} first
 */
function charsBefore(buffer, rows, row, x, first) {
  if (row >= rows.length) return -1;
  const whole = rows.slice(0, row).join("").length;
  return whole + (buffer.getLine(first + row)?.translateToString(false, 0, x).length ?? 0);
}
