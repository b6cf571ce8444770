/** Bars with CPU and memory on the cards of running containers, for a limited number of cards. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { Sample } from "../../../types/wire.d.ts" */
import { gettext } from "../core/i18n.js";
import { follow } from "./stats_feed.js";
import { binary, percent } from "./pure/byte_units.js";

const AT_MOST = 20;
/** Full-size cards of running containers. A name or a tile is too small for bars. */
const CARDS = '[data-level="problem"][data-state="running"], [data-level="card"][data-state="running"]';

/** View of the board. Stats are not requested while the page is hidden. */
export class CardGauges {
  /** @type {Map<string, () => void>} */
  #followed = new Map();
  #leave = new AbortController();
  #end = () => false;

  /**
   * @param {Page} page
   * @param {import("../map/lifecycle_map.js").LifecycleMap} map
   */
  constructor(page, map) {
    this.page = page;
    this.map = map;
    this.root = map.root;
  }

  connect() {
    this.disconnect();
    const { signal } = (this.#leave = new AbortController());
    this.#end = this.map.onDraw(() => this.#look());
    document.addEventListener("visibilitychange", () => this.#look(), { signal });
    this.#look();
  }

  disconnect() {
    this.#leave.abort();
    this.#end();
    for (const id of [...this.#followed.keys()]) this.#unfollow(id);
  }

  /** Follow the first cards. Cards that need attention come first in the document. */
  #look() {
    const cards = document.hidden ? [] : [...this.root.querySelectorAll(CARDS)].slice(0, AT_MOST);
    const wanted = new Map(cards.map((card) => [card.getAttribute("data-id") ?? "", card]));
    for (const id of [...this.#followed.keys()]) if (!wanted.has(id)) this.#unfollow(id);
    for (const [id, card] of wanted) {
      if (this.#followed.has(id)) continue;
      const engine = card.getAttribute("data-engine") ?? "";
      this.#followed.set(
        id,
        follow({ engine, id }, (sample) => this.#write(sample)),
      );
    }
  }

  /** @param {Sample} sample */
  #write({ id, cpu, memory, memoryLimit }) {
    const card = this.root.querySelector(`[data-id="${CSS.escape(id)}"]`);
    if (!(card instanceof HTMLElement)) return;
    card.style.setProperty("--cpu", `${Math.min(100, cpu)}%`);
    card.style.setProperty("--memory", `${memoryLimit ? (memory / memoryLimit) * 100 : 0}%`);
    const facts = { cpu: percent(cpu), memory: binary(memory) };
    card.dataset["gauge"] = gettext("%(cpu)s CPU, %(memory)s memory", facts);
  }

  /** @param {string} id */
  #unfollow(id) {
    this.#followed.get(id)?.();
    this.#followed.delete(id);
    this.root.querySelector(`[data-id="${CSS.escape(id)}"]`)?.removeAttribute("data-gauge");
  }
}
