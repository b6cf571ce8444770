/** Fuzzy matching of a typed word against a name: as a part of it, else as letters in the same order. Pure functions. */

/** Scores of a match as a part of the text, which is better than one of scattered letters. */
const PART = 1000;
const AT_START_OF_WORD = 200;
const WHOLE = 300;
/** Scores of each scattered letter. */
const LETTER = 10;
const NEXT_LETTER = 15;
const FIRST_LETTER = 20;
const WORD_START = /[^a-z0-9]/;

/**
 * Return the score of the match and the positions of the matched letters, or null without a match. The shorter of two
 * texts with the same match has the higher score.
 * @param {string} word in lower case, not empty
 * @param {string} text in lower case
 * @returns {{score: number, positions: number[]} | null}
 */
export function fuzzyMatch(word, text) {
  const start = bestStart(word, text);
  if (start >= 0) {
    const bonus =
      (startsWord(text, start) ? AT_START_OF_WORD : 0) + (word.length === text.length ? WHOLE : 0);
    return { score: PART + bonus - start - text.length, positions: range(start, word.length) };
  }
  return word.length > 1 ? scattered(word, text) : null;
}

/**
 * Return where `word` is in `text`, at the start of a word of `text` if possible, else -1.
 * @param {string} word
 * @param {string} text
 */
function bestStart(word, text) {
  const first = text.indexOf(word);
  for (let at = first; at >= 0; at = text.indexOf(word, at + 1)) if (startsWord(text, at)) return at;
  return first;
}

/**
 * @param {string} word
 * @param {string} text
 */
function scattered(word, text) {
  const positions = [];
  let score = -text.length;
  let last = -2;
  for (const letter of word) {
    const at = text.indexOf(letter, Math.max(last + 1, 0));
    if (at < 0) return null;
    score += at === last + 1 ? NEXT_LETTER : startsWord(text, at) ? FIRST_LETTER : LETTER;
    positions.push(at);
    last = at;
  }
  return { score, positions };
}

/**
 * @param {string} text
 * @param {number} at
 */
function startsWord(text, at) {
  return at === 0 || WORD_START.test(text[at - 1] ?? "");
}

/**
 * @param {number} start
 * @param {number} length
 */
function range(start, length) {
  return Array.from({ length }, (_, index) => start + index);
}
