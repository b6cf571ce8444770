/** One small live chart. The only file that knows uPlot. */

import uPlot from "../../vendor/uplot.js";

/** @typedef {{name: string, token: string, dash?: number[]}} Line */

/**
 * @typedef {object} How
 * @property {Line[]} lines
 * @property {(value: number) => string} write a value in words
 * @property {(at: number) => string} clock a time of day in words
 * @property {number} least at the top of the axis when nearly nothing is used
 * @property {number[]} [steps] what the marks of the axis may go up by
 */

const HEIGHT_PX = 110;
const SHOWN_SECONDS = 300;

/** Draws lines over time; colours come from the tokens, so that it follows the theme. */
export class Chart {
  /** @type {uPlot | null} */
  #plot = null;

  /**
   * @param {HTMLElement} box
   * @param {How} how
   */
  constructor(box, how) {
    this.box = box;
    this.how = how;
    this.resized = new ResizeObserver(() =>
      this.#plot?.setSize({ width: box.clientWidth, height: HEIGHT_PX }),
    );
  }

  connect() {
    const { lines, least } = this.how;
    this.#plot = new uPlot(
      {
        width: this.box.clientWidth || 300,
        height: HEIGHT_PX,
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false } },
        scales: {
          x: { range: (_, low, high) => [Math.min(low, high - SHOWN_SECONDS), high] },
          y: { range: (_, _low, high) => [0, Math.max(high * 1.1, least)] },
        },
        axes: this.#axes(),
        series: [
          {},
          ...lines.map(({ token: name, dash }) => ({
            stroke: resolved(this.box, name),
            width: 1.5,
            points: { show: false },
            ...(dash ? { dash } : {}),
          })),
        ],
      },
      [[], ...lines.map(() => [])],
      this.box,
    );
    this.resized.observe(this.box);
  }

  /** Time below, values beside; both are written as everywhere on the page. @returns {uPlot.Axis[]} */
  #axes() {
    const { write, clock, steps } = this.how;
    const sans = getComputedStyle(this.box).getPropertyValue("--sans").trim() || "sans-serif";
    const axis = {
      stroke: resolved(this.box, "--dim"),
      grid: { stroke: resolved(this.box, "--line"), width: 1 },
      font: `11px ${sans}`,
    };
    const marks =
      (/** @type {(value: number) => string} */ words) =>
      (/** @type {uPlot} */ _, /** @type {number[]} */ splits) =>
        splits.map(words);
    return [
      { ...axis, size: 30, space: 70, values: marks((seconds) => clock(seconds * 1000)) },
      { ...axis, size: 76, space: 28, values: marks(write), ...(steps && { incrs: steps }) },
    ];
  }

  disconnect() {
    this.resized.disconnect();
    this.#plot?.destroy();
    this.#plot = null;
  }

  /** @param {number[]} times seconds since 1970 @param {(number | null)[][]} values one list for each line */
  draw(times, values) {
    this.#plot?.setData([times, ...values]);
  }
}

/** A token as the colour it is now: a canvas knows no variables. @param {HTMLElement} box @param {string} token */
function resolved(box, token) {
  const before = box.style.color;
  box.style.color = `var(${token})`;
  const { color } = getComputedStyle(box);
  box.style.color = before;
  return color;
}
