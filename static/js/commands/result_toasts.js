/** Results of the latest commands in a corner of the page. Successes disappear automatically, other results stay. */

/** @import { Outcome, Run } from "../../../types/commands.d.ts" */
import { byId, element, setText } from "../ui/dom.js";
import { gettext } from "../core/i18n.js";
import { keyOf } from "../core/pure/store.js";
import { outcomeElement, runElement } from "./result_view.js";
import { countdownText, spokenRun } from "./command_words.js";
import { undoButtons } from "./undo_button.js";

/** @typedef {{run: Run, root: HTMLElement, timer: number, isAnnounced: boolean, isGood: boolean}} Entry */

const SHOWN_AT_MOST = 4;
const GOOD_NEWS_MS = 8000;

/** Shows the runs of the `CommandTracker`, at most four. */
export class ResultToasts {
  /** @type {Map<number, Entry>} */
  #shown = new Map();
  /** @type {Set<number>} Runs that the user closed. */
  #away = new Set();
  /** @type {(() => unknown)[]} */
  #ends = [];

  /**
   * @param {import("./command_controller.js").CommandController} controller
   * @param {{speak: (text: string) => void, opened: () => string | null}} page `opened` returns the key of the
   *   container whose panel is open; the panel shows the results of that container
   */
  constructor(controller, { speak, opened }) {
    this.controller = controller;
    this.tracker = controller.tracker;
    this.speak = speak;
    this.opened = opened;
    this.root = byId("outcomes", HTMLElement);
  }

  connect() {
    const { clock } = this.controller.page;
    this.#ends = [
      this.tracker.onChange((run) => run && this.#write(run)),
      clock.onTick(() => this.#writeCountdowns()),
    ];
  }

  disconnect() {
    for (const end of this.#ends.splice(0)) end();
    for (const number of [...this.#shown.keys()]) this.#close(number);
  }

  /** @param {Run} run */
  #write(run) {
    const isOver = run.outcomes.every(({ state }) => state !== "waiting");
    const entry = this.#entry(run, isOver);
    if (!entry) return;
    const [first, ...others] = run.outcomes;
    const body = first && !others.length ? outcomeElement(first, this.#buttons(first)) : runElement(run);
    keepScroll(entry.root, () => entry.root.replaceChildren(this.#awayButton(run.number), body));
    window.clearTimeout(entry.timer);
    entry.isGood = isOver && run.outcomes.every(({ state }) => state === "done");
    if (entry.isGood) entry.timer = window.setTimeout(() => this.#fade(run.number), GOOD_NEWS_MS);
  }

  /**
   * Announce a finished run once, and return its entry. Returns null for a run that the user closed or that the open
   * panel shows.
   * @param {Run} run
   * @param {boolean} isOver
   */
  #entry(run, isOver) {
    const known = this.#shown.get(run.number);
    const entry = known ?? { run, root: element("article"), timer: 0, isAnnounced: false, isGood: false };
    if (isOver && !entry.isAnnounced) {
      entry.isAnnounced = true;
      this.speak(spokenRun(run));
    }
    const [first] = run.outcomes;
    if (!known && this.#away.has(run.number)) return null;
    if (!known && run.outcomes.length === 1 && first && keyOf(first) === this.opened()) return null;
    if (!known) this.#open(run.number, entry);
    return entry;
  }

  /**
   * Return the button that reverses a stop or a pause, or the countdown of a running stop with the button for kill.
   * @param {Outcome} outcome
   */
  #buttons(outcome) {
    const left = outcome.state === "waiting" ? this.tracker.countdown(outcome) : null;
    if (!left) return undoButtons(outcome, this.controller);
    const kill = element("button", { type: "button", class: "overtake", "data-command": "kill" }, "kill…");
    kill.addEventListener("click", () => void this.controller.doFor("kill", outcome));
    return [element("p", { class: "countdown", role: "timer" }, countdownText(left)), kill];
  }

  #writeCountdowns() {
    for (const { root, run } of this.#shown.values()) {
      const text = root.querySelector(".countdown");
      const left = text && run.outcomes[0] ? this.tracker.countdown(run.outcomes[0]) : null;
      if (text && left) setText(text, countdownText(left));
    }
  }

  /**
   * Add an entry. It replaces all successes, and the oldest entry if there are too many.
   * @param {number} number
   * @param {Entry} entry
   */
  #open(number, entry) {
    for (const [before, { isGood }] of this.#shown) if (isGood) this.#close(before);
    this.#shown.set(number, entry);
    this.root.append(entry.root);
    const [oldest] = this.#shown.keys();
    if (this.#shown.size > SHOWN_AT_MOST && oldest !== undefined) this.#close(oldest);
  }

  /** @param {number} number */
  #awayButton(number) {
    const away = element("button", { type: "button", class: "away", "aria-label": gettext("Close") }, "✕");
    away.addEventListener("click", () => {
      this.#away.add(number);
      this.#close(number);
    });
    return away;
  }

  /** Close the message of a success. While the pointer or the focus is in it, try again later. @param {number} number */
  #fade(number) {
    const entry = this.#shown.get(number);
    if (!entry) return;
    if (!entry.root.matches(":hover, :focus-within")) return this.#close(number);
    entry.timer = window.setTimeout(() => this.#fade(number), GOOD_NEWS_MS);
  }

  /** @param {number} number */
  #close(number) {
    const entry = this.#shown.get(number);
    window.clearTimeout(entry?.timer);
    entry?.root.remove();
    this.#shown.delete(number);
  }
}

/**
 * @param {HTMLElement} root
 * @param {() => void} write
 */
function keepScroll(root, write) {
  const top = root.querySelector("ul")?.scrollTop ?? 0;
  write();
  const list = root.querySelector("ul");
  if (list) list.scrollTop = top;
}
