/** How many bytes have come to the screen and are not acknowledged yet: the server waits for that. Pure. */

/** Acknowledged when so many are there, or when nothing more is on its way to the screen. */
export const ACKNOWLEDGED_BYTES = 32_768;

export class Credit {
  #coming = 0;
  #done = 0;

  /** @param {(bytes: number) => void} acknowledge */
  constructor(acknowledge) {
    this.acknowledge = acknowledge;
  }

  /** So many bytes were given to the screen. @param {number} bytes */
  took(bytes) {
    this.#coming += bytes;
  }

  /** So many of them are on it. @param {number} bytes */
  wrote(bytes) {
    this.#coming -= bytes;
    this.#done += bytes;
    if (this.#coming > 0 && this.#done < ACKNOWLEDGED_BYTES) return;
    const done = this.#done;
    this.#done = 0;
    this.acknowledge(done);
  }
}
