/** One live chart. The only module that uses uPlot. */

import uPlot from "../../vendor/uplot.js";

/** @typedef {{name: string, token: string, dash?: number[]}} Line */

/**
 * @typedef {object} How
 * @property {Line[]} lines
 * @property {(value: number) => string} write formats a value
 * @property {(at: number) => string} clock formats a time of day
 * @property {number} least smallest maximum of the axis
 * @property {number[]} [steps] allowed steps between ticks
 */

const HEIGHT_PX = 110;
const SHOWN_SECONDS = 300;

/** Draws lines over time. Colours are read from the tokens on connect. */
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

  /** Return the time axis and the value axis. Both use the formats of the page. @returns {uPlot.Axis[]} */
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

/**
 * Return the current colour of a token, because a canvas does not resolve CSS variables.
 * @param {HTMLElement} box
 * @param {string} token
 */
function resolved(box, token) {
  const before = box.style.color;
  box.style.color = `var(${token})`;
  const { color } = getComputedStyle(box);
  box.style.color = before;
  return color;
}
