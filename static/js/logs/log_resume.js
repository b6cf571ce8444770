/** Where a log was when the connection broke: followed again, it begins a little before that, and no line comes twice. */

/** @import { LogLine } from "../../../types/wire.d.ts" */

/** The engine takes stdout and stderr each by itself: a line may stand behind a younger one of the other. */
const APART_MS = 1000;

/**
 * The last instant of a stream that is on the page, how many lines of it, and how many of those are still to come again
 * (null: none are).
 * @typedef {{at: string, count: number, again: number | null}} Stream
 */

/** Knows each stream by its own, as `dockcycle/live/streams/log_position.py` does. */
export class Resume {
  /** @type {Map<string, Stream>} */
  #streams = new Map();
  /** The instants of the first and of the last line on the page, of whatever stream. */
  #first = "";
  #last = "";
  #isAgain = false;

  /** From when on it is to be followed again (RFC 3339), "" before there is a line. */
  get since() {
    return this.#last && new Date(Date.parse(this.#last) - APART_MS).toISOString();
  }

  /** It is followed again from `since` on. */
  begin() {
    this.#isAgain = Boolean(this.#last);
    for (const stream of this.#streams.values()) stream.again = stream.count;
  }

  forget() {
    this.#streams.clear();
    this.#first = this.#last = "";
  }

  /**
   * Return the lines that are not on the page yet. Only the beginning of a stream that is followed again can hold others:
   * later a clock that was set back is no reason to leave anything out.
   * @param {LogLine[]} lines
   */
  fresh(lines) {
    return lines.filter((line) => !line.at || this.#isFresh(line));
  }

  /** @param {LogLine} line */
  #isFresh({ at, stream: name }) {
    const stream = this.#streams.get(name);
    if (this.#isHere(stream, at)) return false;
    const count = stream?.at === at ? stream.count + 1 : 1;
    this.#streams.set(name, { at, count, again: null });
    this.#last = at;
    this.#first ||= at;
    return true;
  }

  /** Of a stream without any line here, what lies before all that is here is old. @param {Stream | undefined} stream @param {string} at */
  #isHere(stream, at) {
    if (!stream) return this.#isAgain && at < this.#first;
    if (stream.again && at === stream.at) {
      stream.again = stream.again - 1 || null;
      return true;
    }
    return stream.again !== null && at < stream.at;
  }
}
