/** Sends commands, tracks the pending ones and keeps the results. Cards move only when the engine reports a change. */

/** @import { Container } from "../../../types/wire.d.ts" */
/** @import { Delta, Page } from "../../../types/view.d.ts" */
/** @import { Offer, Outcome, Run, Values } from "../../../types/commands.d.ts" */
import { Listeners } from "../core/pure/listeners.js";
import { keyOf } from "../core/pure/store.js";
import { dockerLine } from "../core/pure/docker_line.js";
import { withConcurrency } from "./pure/concurrency.js";
import { noAnswer } from "./command_words.js";
import {
  actBody,
  answerFacts,
  noAnswerFacts,
  outcomeOf,
  secondsToExit,
  WAITING_COMMANDS,
} from "./command_messages.js";

/** Number of containers that one command runs on at the same time. */
const AT_ONCE = 6;
const RUNS_KEPT = 20;
/** How much longer than the container's timeout an answer may take before the outcome is "unknown". */
const SPARE_SECONDS = 30;
/** How long a late answer still replaces the outcome "unknown". */
const LATEST_MS = 86_400_000;

/** @typedef {(body: object, withinMs: number) => Promise<unknown>} Send rejects with `not sent` or without an answer */
/** Commands that end the main process at once. They may be sent while a stop or restart is running. */
const OVERTAKING = new Set(["kill", "force-remove"]);

/** @typedef {{run: number, name: string, room: string, leadsTo: string[], command: string, until: number | null}} Waiting */

/** Owns the pending commands and the latest runs. Calls the `onChange` listeners after every change. */
export class CommandTracker {
  /** @type {Map<string, Waiting>} */
  #pending = new Map();
  /** @type {Run[]} */
  #runs = [];
  /** @type {Listeners<Run | null>} */
  #listeners = new Listeners();
  #end = () => false;
  #number = 0;

  /**
   * @param {Pick<Page, "store" | "lifecycle">} page
   * @param {Send} send
   */
  constructor(page, send) {
    this.page = page;
    this.send = send;
  }

  connect() {
    this.#end = this.page.store.subscribe((delta) => this.#take(delta));
  }

  disconnect() {
    this.#end();
  }

  /** The latest runs, oldest first. */
  get runs() {
    return this.#runs;
  }

  /** Keys of the containers with a running command. */
  get pending() {
    return [...this.#pending.keys()];
  }

  /** @param {{engine: string, id: string}} container */
  isPending(container) {
    return this.#pending.has(keyOf(container));
  }

  /**
   * Return whether another running command blocks this one. `kill` and `rm -f` are not blocked by a stop or restart.
   * @param {string} command
   * @param {{engine: string, id: string}} container
   */
  isBlocked(command, container) {
    const waiting = this.#pending.get(keyOf(container));
    return Boolean(waiting && !(OVERTAKING.has(command) && WAITING_COMMANDS.has(waiting.command)));
  }

  /**
   * Return the running stop or restart of a container, and the seconds before the engine kills the container. Returns
   * null if neither is running or the engine waits without limit.
   * @param {{engine: string, id: string}} container
   */
  countdown(container) {
    return this.countdownOf(keyOf(container));
  }

  /** Return the `countdown` of the container with a key of the store. @param {string} key */
  countdownOf(key) {
    const waiting = this.#pending.get(key);
    if (!waiting?.until) return null;
    const seconds = Math.max(0, Math.ceil((waiting.until - performance.now()) / 1000));
    return { command: waiting.command, seconds };
  }

  /** @param {(run: Run | null) => void} listener */
  onChange(listener) {
    return this.#listeners.add(listener);
  }

  /**
   * Run a command on all containers of an offer that are not blocked. Declined containers get their outcome from the
   * lifecycle table. Resolves when every container has an outcome, with null if all are blocked.
   * @param {Offer} offer
   * @param {Values} [values]
   * @returns {Promise<Run | null>}
   */
  async run(offer, values = {}) {
    const free = offer.applies.filter((container) => !this.isBlocked(offer.command, container));
    if (!free.length) return null;
    const run = this.#begin(offer, free, values);
    const under = new Map(run.outcomes.map((outcome) => [keyOf(outcome), outcome]));
    await withConcurrency(free, AT_ONCE, async (container) => {
      const outcome = under.get(keyOf(container));
      if (outcome)
        await this.#send(run, outcome, actBody(offer.command, container, values), {
          seconds: SPARE_SECONDS + secondsToExit(offer.command, container, values),
        });
    });
    return run;
  }

  /**
   * @param {Offer} offer
   * @param {Container[]} free
   * @param {Values} values
   */
  #begin(offer, free, values) {
    const line = (/** @type {Container[]} */ of) =>
      dockerLine(this.page.lifecycle, offer.command, namesOf(of), values);
    const { command, leadsTo } = offer;
    const outcome = (
      /** @type {Container} */ container,
      /** @type {Outcome["state"]} */ state,
      /** @type {string} */ detail,
    ) => outcomeOf(container, { command, state, docker: line([container]), detail });
    const given = free.map((container) => outcome(container, "waiting", ""));
    const declined = offer.declined.map(({ container, verdict, why }) => outcome(container, verdict, why));
    /** @type {Run} */
    const run = {
      number: (this.#number += 1),
      command,
      docker: line(free),
      outcomes: [...given, ...declined],
    };
    for (const container of free) {
      const { name, room } = container;
      const seconds = secondsToExit(command, container, values);
      const until = seconds > 0 ? performance.now() + seconds * 1000 : null;
      this.#pending.set(keyOf(container), { run: run.number, name, room, leadsTo, command, until });
    }
    this.#runs = [...this.#runs, run].slice(-RUNS_KEPT);
    this.#listeners.notify(run);
    return run;
  }

  /**
   * @param {Run} run
   * @param {Outcome} outcome
   * @param {object} body
   * @param {{seconds: number}} within
   */
  async #send(run, outcome, body, { seconds }) {
    const settle = (/** @type {Partial<Outcome>} */ facts) => {
      Object.assign(outcome, facts, { settledAt: performance.now() });
      if (this.#pending.get(keyOf(outcome))?.run === run.number) this.#pending.delete(keyOf(outcome));
      this.#listeners.notify(run);
    };
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const late = new Promise((resolve) => {
      timer = setTimeout(() => {
        settle({ state: "unknown", detail: noAnswer(seconds) });
        resolve(null);
      }, seconds * 1000);
    });
    const answered = this.send(body, LATEST_MS).then(answerFacts, noAnswerFacts).then(settle);
    await Promise.race([answered, late]);
    clearTimeout(timer);
  }

  /**
   * Stop waiting for an answer when the board shows the result: the container has arrived in a room that the command
   * leads to, was removed, or has another name.
   * @param {Delta} delta
   */
  #take(delta) {
    if (delta.kind === "link" || !this.#pending.size) return;
    const moves = delta.kind === "change" ? delta.change.moves : [];
    const { containers } = this.page.store.state;
    const before = this.#pending.size;
    for (const [key, { name, room, leadsTo }] of this.#pending) {
      const now = containers.get(key);
      const arrived = moves.some((move) => keyOf(move) === key && leadsTo.includes(move.toRoom ?? "removed"));
      const stands = now && now.room !== room && leadsTo.includes(now.room);
      if (!now || now.name !== name || arrived || stands) this.#pending.delete(key);
    }
    if (this.#pending.size < before) this.#listeners.notify(null);
  }
}

/** @param {Container[]} containers */
function namesOf(containers) {
  return containers.map(({ name }) => name);
}
