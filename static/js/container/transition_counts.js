/** Counts the transitions of one container: loaded from the server once, then updated from the moves of the board. */

/** @import { Delta, Page } from "../../../types/view.d.ts" */
/** @import { Lifecycle, Move, Step } from "../../../types/wire.d.ts" */
import { Listeners } from "../core/pure/listeners.js";
import { api, ask } from "../core/http.js";

/**
 * `steps` is keyed by `edge from to`; `since` is the start of the counts. Listeners of `onChange` are called after
 * changes.
 */
export class TransitionCounts {
  /** @type {Map<string, Step>} */
  steps = new Map();
  since = "";
  /** Key and time of the latest transition. */
  latest = "";
  #id = "";
  /** @type {Listeners<void>} */
  #listeners = new Listeners();
  /** @type {(() => unknown)[]} */
  #ends = [];

  /**
   * @param {Page} page
   * @param {import("./current_container.js").CurrentContainer} subject
   */
  constructor(page, subject) {
    this.page = page;
    this.subject = subject;
  }

  connect() {
    const load = () => void this.#load();
    this.#ends = [
      this.page.store.subscribe((delta) => this.#take(delta)),
      this.subject.onChange(load),
      this.page.store.subscribe(({ kind }) => void (kind === "snapshot" && this.#load(true))),
    ];
  }

  disconnect() {
    for (const end of this.#ends.splice(0)) end();
  }

  /** @param {() => void} listener */
  onChange(listener) {
    return this.#listeners.add(listener);
  }

  /**
   * Return the counts of an arrow as text. Commands with a button share one total, shown from 2 on. Each other cause
   * has its own count.
   * @param {{from: string, to: string, names: string[]}} way
   * @param {Lifecycle["edges"]} edges
   */
  walked({ from, to, names }, edges) {
    let byButtons = 0;
    const words = [];
    for (const edge of edges.filter(
      (one) => names.includes(one.name) && one.from === from && one.to === to,
    )) {
      const count = this.steps.get(`${edge.name} ${from} ${to}`)?.count ?? 0;
      if (edge.by === "command" && !edge.quiet) byButtons += count;
      else if (count) words.push(`${edge.label} ×${count}`);
    }
    return [...(byButtons > 1 ? [`×${byButtons}`] : []), ...words].join(" · ");
  }

  async #load(again = false) {
    const { container, engine } = this.subject;
    if (!container || (container.id === this.#id && !again)) return;
    const id = (this.#id = container.id);
    const way = await ask("GET", api("containers", engine, id, "way")).catch(() => null);
    if (!way || id !== this.#id) return;
    this.since = way.since;
    this.steps = new Map(way.edges.map((/** @type {Step} */ step) => [keyOf(step), step]));
    this.#listeners.notify();
  }

  /** @param {Delta} delta */
  #take(delta) {
    if (delta.kind !== "change" || !this.#id) return;
    for (const move of delta.change.moves) this.#count(move);
    for (const { was, now } of delta.change.amended ?? []) {
      this.#uncount(was);
      this.#count(now);
    }
    this.#listeners.notify();
  }

  /** @param {Move} move */
  #count(move) {
    if (move.id !== this.#id || move.fromRoom === move.toRoom) return;
    const step = stepOf(move);
    const before = this.steps.get(keyOf(step));
    this.steps.set(keyOf(step), { ...step, count: (before?.count ?? 0) + 1, lastAt: move.at });
    this.latest = `${keyOf(step)} ${move.at}`;
  }

  /** @param {Move} move */
  #uncount(move) {
    const key = keyOf(stepOf(move));
    const before = this.steps.get(key);
    if (move.id !== this.#id || !before) return;
    if (before.count > 1) this.steps.set(key, { ...before, count: before.count - 1 });
    else this.steps.delete(key);
  }
}

/** @param {Move} move */
function stepOf({ edge, fromRoom, toRoom }) {
  return { edge, from: fromRoom ?? "images", to: toRoom ?? "removed" };
}

/** @param {{edge: string, from: string, to: string}} step */
function keyOf({ edge, from, to }) {
  return `${edge} ${from} ${to}`;
}
