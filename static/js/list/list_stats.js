/** Follows the stats of the running containers whose rows are near the visible ones, while their columns are shown. */

/** @import { Sample } from "../../../types/wire.d.ts" */
import { keyOf } from "../core/pure/store.js";
import { follow } from "../stats/stats_feed.js";
import { followedNext } from "./pure/followed_rows.js";

/** The server allows 24 for each viewer; the panel may follow one more. */
const AT_MOST = 20;
/** How long a container keeps its place while others wait for one. */
const TURN_MS = 5000;

/** Takes turns if there are more rows than the server allows. Nothing is followed while the page is hidden. */
export class ListStats {
  /** @type {Map<string, () => void>} */
  #followed = new Map();
  /** @type {Map<string, number>} When a container was followed last, in milliseconds since 1970. */
  #seen = new Map();
  #timer = 0;
  /** @type {(() => unknown)[]} */
  #ends = [];

  /** @param {import("./container_list.js").ContainerList} list */
  constructor(list) {
    this.list = list;
  }

  connect() {
    const leave = new AbortController();
    document.addEventListener("visibilitychange", () => this.#look(), { signal: leave.signal });
    this.#ends = [() => leave.abort(), this.list.onDraw(() => this.#later())];
  }

  disconnect() {
    window.clearTimeout(this.#timer);
    this.#timer = 0;
    for (const end of this.#ends.splice(0)) end();
    for (const key of [...this.#followed.keys()]) this.#unfollow(key);
  }

  /** Look in a moment, once for all rows of a scroll. */
  #later() {
    this.#timer ||= window.setTimeout(() => this.#look(), 200);
  }

  #look() {
    window.clearTimeout(this.#timer);
    this.#timer = 0;
    const isShown = this.list.columns.some((name) => name === "cpu" || name === "memory");
    const all = document.hidden || !isShown ? [] : this.list.drawnContainers();
    const running = new Map(
      all.filter(({ state }) => state === "running").map((container) => [keyOf(container), container]),
    );
    const keys = [...running.keys()];
    const wanted = followedNext(keys, this.#seen, AT_MOST);
    for (const key of [...this.#followed.keys()]) if (!wanted.has(key)) this.#unfollow(key);
    for (const key of wanted) {
      const container = running.get(key);
      if (container && !this.#followed.has(key))
        this.#followed.set(
          key,
          follow(container, (sample) => this.#take(key, sample)),
        );
    }
    if (keys.length > AT_MOST) this.#timer = window.setTimeout(() => this.#look(), TURN_MS);
  }

  /** @param {string} key @param {Sample} sample */
  #take(key, sample) {
    this.#seen.set(key, Date.now());
    this.list.samples.set(key, sample);
    this.list.pool.views.get(key)?.writeSample(sample);
  }

  /** @param {string} key */
  #unfollow(key) {
    this.#followed.get(key)?.();
    this.#followed.delete(key);
  }
}
