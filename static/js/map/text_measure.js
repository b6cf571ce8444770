/** Measures and shortens text without triggering a layout of the page. */

const REFERENCE_PX = 100;
const MAX_CACHED_WIDTHS = 8000;

/** Measures text on a canvas in the font of the page, and caches the widths. */
export class TextMeasure {
  #context = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  /** @type {Map<string, number>} */
  #widths = new Map();

  /** @param {400 | 600} weight of the font */
  constructor(weight) {
    this.#context.font = `${weight} ${REFERENCE_PX}px ${getComputedStyle(document.body).fontFamily}`;
  }

  /**
   * Return the width of `text` in em.
   * @param {string} text
   */
  em(text) {
    const cached = this.#widths.get(text);
    if (cached !== undefined) return cached;
    if (this.#widths.size >= MAX_CACHED_WIDTHS) this.#widths.clear();
    const em = this.#context.measureText(text).width / REFERENCE_PX;
    this.#widths.set(text, em);
    return em;
  }

  /**
   * Return `text`, with "…" in place of its middle if it is wider than `width` pixels at a font size of `size` pixels.
   * @param {string} text
   * @param {number} width
   * @param {number} size
   */
  shorten(text, width, size) {
    const max = width / size;
    if (this.em(text) <= max) return text;
    const chars = [...text];
    let [low, high] = [1, chars.length - 1];
    while (low < high) {
      const kept = Math.ceil((low + high) / 2);
      if (this.#shortenedEm(chars, kept) <= max) low = kept;
      else high = kept - 1;
    }
    return shortened(chars, low);
  }

  /**
   * @param {string[]} chars
   * @param {number} kept
   */
  #shortenedEm(chars, kept) {
    return this.#context.measureText(shortened(chars, kept)).width / REFERENCE_PX;
  }
}

/**
 * @param {string[]} chars
 * @param {number} kept
 */
function shortened(chars, kept) {
  const tail = Math.floor(kept / 2);
  return `${chars.slice(0, kept - tail).join("")}…${tail ? chars.slice(-tail).join("") : ""}`;
}
