/** Sends console input in order, one message at a time. Input typed meanwhile goes into the next message. */

import { Failure } from "../core/http.js";
import { gettext } from "../core/i18n.js";

const MESSAGE_BYTES = 16_384;
/**
 * Limit of queued input. Only a process that does not read its input reaches it, because a paste waits for each piece.
 */
const WAITING_BYTES_AT_MOST = 65_536;

/** Pure except for `deliver`, which resolves when the engine has accepted the bytes. */
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
   * Queue bytes and send them in order. Returns when the queue is empty. Raises the error of `deliver`, or Failure if
   * the queue is full.
   * @param {Uint8Array} bytes
   */
  send(bytes) {
    if (this.#waiting.length && this.#waiting.length + bytes.length > WAITING_BYTES_AT_MOST) return refused();
    this.#waiting = joined(this.#waiting, bytes);
    this.#delivering ??= this.#deliverAll().finally(() => (this.#delivering = null));
    return this.#delivering;
  }

  /** Drop queued input after the console has ended or the connection is lost. */
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
