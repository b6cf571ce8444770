/** Prevents burn-in: moves the wall by a few pixels along a square, one step a minute. */

/** @import { Page } from "../../../types/view.d.ts" */
import { byId } from "../ui/dom.js";

const MINUTE_MS = 60_000;
/** @type {[number, number][]} Offsets in pixels, smaller than the margin of the page. */
const STEPS = [
  [0, 0],
  [6, 0],
  [6, 6],
  [0, 6],
];

/** A view. The stylesheet sets the speed of the move and turns off the animation for reduced motion. */
export class BurnInDrift {
  #end = () => false;
  #minute = -1;

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.wall = byId("wall", HTMLElement);
  }

  connect() {
    this.#end = this.page.clock.onTick(() => this.write());
  }

  disconnect() {
    this.#end();
  }

  write() {
    const minute = Math.floor(this.page.clock.now() / MINUTE_MS);
    if (minute === this.#minute) return;
    this.#minute = minute;
    const [x, y] = STEPS[minute % STEPS.length] ?? [0, 0];
    this.wall.style.translate = `${x - 3}px ${y - 3}px`;
  }
}
