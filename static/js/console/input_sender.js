/** What is typed, in its order: one message at a time, and what is typed meanwhile travels with the next. */

import { Failure } from "../core/http.js";
import { gettext } from "../core/i18n.js";

const MESSAGE_BYTES = 16_384;
/** Nobody types so much ahead of a process that does not take it; a paste waits by itself. */
const WAITING_BYTES_AT_MOST = 65_536;

/** Pure but for `deliver`, which returns when the engine has taken what it is given. */
export class Sender {
  /** @type {Uint8Array} */
  #waiting = new Uint8Array();
  /** @type {Promise<void> | null} */
  #delivering = null;

  /** @param {(bytes: Uint8Array) => Promise<unknown>} deliver */
  constructor(deliver) {
    this.deliver = deliver;
  }

  /**
   * Send bytes after all that came before; returns when everything that waits has been taken, raises what `deliver`
   * does, and a Failure for what is not taken in because too much waits already.
   * @param {Uint8Array} bytes
   */
  send(bytes) {
    if (this.#waiting.length && this.#waiting.length + bytes.length > WAITING_BYTES_AT_MOST) return refused();
    this.#waiting = joined(this.#waiting, bytes);
    this.#delivering ??= this.#deliverAll().finally(() => (this.#delivering = null));
    return this.#delivering;
  }

  /** Forget what waits: it was meant for what is not there any more. */
  drop() {
    this.#waiting = new Uint8Array();
  }

  async #deliverAll() {
    while (this.#waiting.length) {
      const next = this.#waiting.subarray(0, MESSAGE_BYTES);
      this.#waiting = this.#waiting.subarray(MESSAGE_BYTES);
      try {
        await this.deliver(next);
      } catch (error) {
        this.drop();
        throw error;
      }
    }
  }
}

async function refused() {
  const detail = gettext("The process does not read its input. Wait, or end the process.");
  throw new Failure({ status: 0, code: "too_many", detail });
}

/** @param {Uint8Array} first @param {Uint8Array} second */
function joined(first, second) {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
