/** Flow control of console output: acknowledges processed bytes, so that the server sends more. Pure. */

/** Bytes that are acknowledged at once. A smaller number is acknowledged when no more output is queued. */
export const ACKNOWLEDGED_BYTES = 32_768;

export class FlowControl {
  #coming = 0;
  #done = 0;

  /** @param {(bytes: number) => void} acknowledge */
  constructor(acknowledge) {
    this.acknowledge = acknowledge;
  }

  /** Count bytes that were queued for the terminal. @param {number} bytes */
  took(bytes) {
    this.#coming += bytes;
  }

  /** Count bytes that the terminal has processed. @param {number} bytes */
  wrote(bytes) {
    this.#coming -= bytes;
    this.#done += bytes;
    if (this.#coming > 0 && this.#done < ACKNOWLEDGED_BYTES) return;
    const done = this.#done;
    this.#done = 0;
    this.acknowledge(done);
  }
}
