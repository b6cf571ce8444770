/** Where a log was when the connection broke: followed again, it begins a little before that, and no line comes twice. */

/** @import { LogLine } from "../../../types/inside.d.ts" */

/** The engine takes stdout and stderr each by itself: a line may stand behind a younger one of the other. */
const APART_MS = 1000;

/**
 * The last instant of a stream that is on the page, how many lines of it, and how many of those are still to come again
 * (null: none are).
 * @typedef {{at: string, count: number, again: number | null}} Stream
 */

/** Knows each stream by its own, as `dockcycle/live/told.py` does. */
export class Resume {
  /** @type {Map<string, Stream>} */
  #streams = new Map();

  /** From when on it is to be followed again (RFC 3339), "" before there is a line. */
  get since() {
    const times = [...this.#streams.values()].map(({ at }) => Date.parse(at));
    return times.length ? new Date(Math.min(...times) - APART_MS).toISOString() : "";
  }

  /** It is followed again from `since` on. */
  begin() {
    for (const stream of this.#streams.values()) stream.again = stream.count;
  }

  forget() {
    this.#streams.clear();
  }

  /**
   * Return the lines that are not on the page yet. Only the beginning of a stream that is followed again can hold others:
   * later a clock that was set back is no reason to leave anything out.
   * @param {LogLine[]} lines
   */
  fresh(lines) {
    return lines.filter((line) => this.#isFresh(line));
  }

  /** @param {LogLine} line */
  #isFresh({ at, stream: name }) {
    if (!at) return true; // nobody knows when it was written
    const stream = this.#streams.get(name) ?? { at, count: 0, again: null };
    this.#streams.set(name, stream);
    if (stream.again !== null && at < stream.at) return false;
    if (stream.again && at === stream.at) {
      stream.again -= 1;
      return false;
    }
    stream.again = null;
    stream.count = at === stream.at ? stream.count + 1 : 1;
    stream.at = at;
    return true;
  }
}
