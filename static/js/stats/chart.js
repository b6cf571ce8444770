/** One small live chart. The only file that knows uPlot. */

import uPlot from "../../vendor/uplot.js";

/** @typedef {{name: string, token: string, dash?: number[]}} Line */

const HEIGHT_PX = 110;
const SHOWN_SECONDS = 300;

/** Draws lines over time; colours come from the tokens, so that it follows the theme. */
export class Chart {
  /** @type {uPlot | null} */
  #plot = null;

  /**
   * @param {HTMLElement} box
   * @param {{lines: Line[], write: (value: number) => string, clock: (at: number) => string}} how
   */
  constructor(box, { lines, write, clock }) {
    this.box = box;
    this.lines = lines;
    this.write = write;
    this.clock = clock;
    this.resized = new ResizeObserver(() =>
      this.#plot?.setSize({ width: box.clientWidth, height: HEIGHT_PX }),
    );
  }

  connect() {
    const style = getComputedStyle(this.box);
    const token = (/** @type {string} */ name) => style.getPropertyValue(name).trim() || style.color;
    const axis = {
      stroke: resolved(this.box, "--dim"),
      grid: { stroke: resolved(this.box, "--line"), width: 1 },
      font: `11px ${token("--sans")}`,
    };
    const values = (/** @type {uPlot} */ _, /** @type {number[]} */ splits) =>
      splits.map((value) => this.write(value));
    this.#plot = new uPlot(
      {
        width: this.box.clientWidth || 300,
        height: HEIGHT_PX,
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false } },
        scales: {
          x: { range: (_, low, high) => [Math.min(low, high - SHOWN_SECONDS), high] },
          y: { range: (_, _low, high) => [0, Math.max(high * 1.1, 1)] },
        },
        axes: [
          { ...axis, space: 70 },
          { ...axis, size: 62, values, space: 28 },
        ],
        series: [
          {},
          ...this.lines.map(({ token: name, dash }) => ({
            stroke: resolved(this.box, name),
            width: 1.5,
            points: { show: false },
            ...(dash ? { dash } : {}),
          })),
        ],
      },
      [[], ...this.lines.map(() => [])],
      this.box,
    );
    this.resized.observe(this.box);
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
