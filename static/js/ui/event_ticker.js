/** The recent events, newest first, on one line. An event that does not fit is left out. */

/** @import { Move } from "../../../types/wire.d.ts" */
/** @import { Page } from "../../../types/view.d.ts" */
import { byId, element } from "./dom.js";
import { visible } from "../core/pure/format.js";
import { moveText, isBadNews } from "../core/container_words.js";

const SHOWN_AT_MOST = 12;

/** Writes the list `#recent-events` from the recent moves in the store. */
export class EventTicker {
  #end = () => false;

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.list = byId("recent-events", HTMLElement);
    this.textMeasure = page.textMeasures.plain;
    this.resized = new ResizeObserver(() => this.#measure());
    this.font = { size: 16, gap: 0, width: 0 };
  }

  connect() {
    this.#end = this.page.store.subscribe(() => this.write());
    this.resized.observe(this.list);
  }

  disconnect() {
    this.#end();
    this.resized.disconnect();
  }

  #measure() {
    const { fontSize, columnGap } = getComputedStyle(this.list);
    this.font = { size: parseFloat(fontSize), gap: parseFloat(columnGap), width: this.list.clientWidth };
    this.write();
  }

  write() {
    const { store, settings } = this.page;
    const { engine } = settings.filter;
    const moves = store.state.recent.filter((move) => !engine || move.engine === engine);
    const { size, gap, width } = this.font;
    let free = width;
    const items = [];
    for (const move of moves.toReversed().slice(0, SHOWN_AT_MOST)) {
      const item = this.#item(move, Math.min(free, width) / size);
      free -= this.textMeasure.em(item.textContent ?? "") * size + size + gap;
      if (free < -gap && items.length) break;
      items.push(item);
    }
    this.list.replaceChildren(...items);
  }

  /**
   * @param {Move} move
   * @param {number} width in em
   */
  #item(move, width) {
    const words = ` ${moveText(move)}`;
    const time = this.page.format.clock(Date.parse(move.at));
    const name = this.textMeasure.shorten(
      visible(move.name),
      Math.max(8, width - this.textMeasure.em(`${words} · ${time}`)),
      1,
    );
    return element(
      "li",
      { "data-bad": isBadNews(move) },
      element("b", {}, name),
      `${words} · `,
      element("time", { datetime: move.at }, time),
    );
  }
}
