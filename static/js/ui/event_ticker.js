/** The recent events, newest first, on one line. An event that does not fit is left out. */

/** @import { Page } from "../../../types/view.d.ts" */
import { byId, element } from "./dom.js";
import { visible } from "../core/pure/format.js";
import { moveText, isBadNews, restartsText } from "../core/container_words.js";
import { foldRestarts } from "../core/pure/restart_events.js";
import { keyOf } from "../core/pure/store.js";

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
    const restartsOf = (/** @type {import("../../../types/wire.d.ts").Move} */ move) =>
      store.state.containers.get(keyOf(move))?.restarts ?? 0;
    for (const event of foldRestarts(moves.toReversed(), restartsOf).slice(0, SHOWN_AT_MOST)) {
      const item = this.#item(event, Math.min(free, width) / size);
      free -= this.textMeasure.em(item.textContent ?? "") * size + size + gap;
      if (free < -gap && items.length) break;
      items.push(item);
    }
    this.list.replaceChildren(...items);
  }

  /**
   * @param {import("../core/pure/restart_events.js").RecentEvent} event
   * @param {number} width in em
   */
  #item({ move, restarts }, width) {
    const words = restarts ? ` ${restartsText(restarts)} ` : ` ${moveText(move)} · `;
    const time = this.page.format.clock(Date.parse(move.at));
    const name = this.textMeasure.shorten(
      visible(move.name),
      Math.max(8, width - this.textMeasure.em(`${words}${time}`)),
      1,
    );
    return element(
      "li",
      { "data-bad": restarts > 0 || isBadNews(move) },
      element("b", {}, name),
      words,
      element("time", { datetime: move.at }, time),
    );
  }
}
