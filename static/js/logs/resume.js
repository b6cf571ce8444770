/** Where a log was when the connection broke: followed again, it begins with the last instant once more. */

/** @import { LogLine } from "../../../types/inside.d.ts" */

/** Knows the last instant that is on the page, and how many lines of it. */
export class Resume {
  /** When the last line was written, "" before there is one. */
  at = "";
  #told = 0;
  /** Lines of that instant still to come a second time. */
  #again = 0;

  /** It is followed again from `at` on. */
  begin() {
    this.#again = this.#told;
  }

  forget() {
    this.at = "";
    this.#told = 0;
    this.#again = 0;
  }

  /**
   * Return the lines that are not on the page yet. Only the beginning of a log that is followed again can hold others:
   * later a clock that was set back is no reason to leave anything out.
   * @param {LogLine[]} lines
   */
  fresh(lines) {
    let from = 0;
    for (; this.#again && from < lines.length; from += 1) {
      const at = lines[from]?.at ?? "";
      if (at > this.at) break;
      if (at === this.at) this.#again -= 1;
    }
    const fresh = lines.slice(from);
    if (fresh.length) this.#again = 0;
    for (const { at } of fresh) this.#tell(at);
    return fresh;
  }

  /** @param {string} at */
  #tell(at) {
    this.#told = at === this.at ? this.#told + 1 : 1;
    this.at = at;
  }
}
