/**
 * Splits a line into arguments like a POSIX shell. Nothing is run. The forms show the arguments while the user types,
 * without a request. A unit test compares the result with `dockcycle/domain/create/run_line/shell_split.py`. Pure.
 */

/** @typedef {{args: string[], open: "'" | '"' | "\\" | null}} Split `open` is the quote that is not closed */
/** @typedef {{args: string[], word: string | null, quote: "" | "'" | '"'}} Reading */

/**
 * Return the arguments of a line. Quotes and backslashes work as in a shell. Variables, globs and pipes are kept as
 * plain text, because no shell runs: the program receives them unchanged.
 * @param {string} line
 * @returns {Split}
 */
export function splitArguments(line) {
  /** @type {Reading} */
  const reading = { args: [], word: null, quote: "" };
  let index = 0;
  while (index < line.length) index = step(reading, line, index);
  if (line.endsWith("\\") && endsEscaped(line, reading.quote)) return { args: finished(reading), open: "\\" };
  return { args: finished(reading), open: reading.quote || null };
}

/**
 * Read one character, or two after a backslash. Returns the index of the next character.
 * @param {Reading} reading
 * @param {string} line
 * @param {number} index
 */
function step(reading, line, index) {
  const char = /** @type {string} */ (line[index]);
  const { quote } = reading;
  if (char === "\\" && quote !== "'") return escaped(reading, line, index);
  if (quote ? char === quote : char === "'" || char === '"') {
    reading.quote = quote ? "" : /** @type {"'" | '"'} */ (char);
    reading.word ??= "";
  } else if (!quote && /\s/.test(char)) end(reading);
  else add(reading, char);
  return index + 1;
}

/**
 * Inside double quotes a backslash is kept, unless the next character is `"`, `\`, `$` or `` ` `` (POSIX 2.2.3).
 * @param {Reading} reading
 * @param {string} line
 * @param {number} index
 */
function escaped(reading, line, index) {
  const next = line[index + 1];
  if (next === undefined) return index + 1;
  if (next !== "\n") add(reading, reading.quote && !'"\\$`'.includes(next) ? `\\${next}` : next);
  return index + 2;
}

/** @param {Reading} reading @param {string} char */
function add(reading, char) {
  reading.word = (reading.word ?? "") + char;
}

/** @param {Reading} reading */
function end(reading) {
  if (reading.word !== null) reading.args.push(reading.word);
  reading.word = null;
}

/** @param {Reading} reading */
function finished(reading) {
  end(reading);
  return reading.args;
}

/** @param {string} line @param {string} quote */
function endsEscaped(line, quote) {
  const backslashes = /\\*$/.exec(line)?.[0].length ?? 0;
  return quote !== "'" && backslashes % 2 === 1;
}
