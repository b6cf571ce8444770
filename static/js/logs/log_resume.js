/** Resumes a log after a reconnect: requests it from shortly before the last line and drops repeated lines. */

/** @import { LogLine } from "../../../types/wire.d.ts" */

/** The engine reads stdout and stderr separately, so a line can arrive after a newer line of the other stream. */
const APART_MS = 1000;

/**
 * Newest timestamp of a stream on the page, the number of lines with it, and how many of those a replay will repeat
 * (null: not replaying).
 * @typedef {{at: string, count: number, again: number | null}} Stream
 */

/** Tracks each stream separately, like `dockcycle/live/streams/log_position.py`. */
export class Resume {
  /** @type {Map<string, Stream>} */
  #streams = new Map();
  /** Timestamps of the first and the last line on the page, in any stream. */
  #first = "";
  #last = "";
  #isAgain = false;

  /** The time to request the log from (RFC 3339), empty before the first line. */
  get since() {
    return this.#last && new Date(Date.parse(this.#last) - APART_MS).toISOString();
  }

  /** Start a replay from `since`. */
  begin() {
    this.#isAgain = Boolean(this.#last);
    for (const stream of this.#streams.values()) stream.again = stream.count;
  }

  forget() {
    this.#streams.clear();
    this.#first = this.#last = "";
  }

  /**
   * Return the lines that are not on the page yet. Only a replay is filtered: later lines are kept even if the clock
   * of the Docker host was set back.
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

  /**
   * Whether the line is already on the page. For a stream without lines, every line older than the first one is a
   * repeat.
   * @param {Stream | undefined} stream
   * @param {string} at
   */
  #isHere(stream, at) {
    if (!stream) return this.#isAgain && at < this.#first;
    if (stream.again && at === stream.at) {
      stream.again = stream.again - 1 || null;
      return true;
    }
    return stream.again !== null && at < stream.at;
  }
}
