/** The commands given on this page: who waits for an answer, and what came of each. Nothing here moves a card. */

/** @import { Container } from "../../../types/wire.d.ts" */
/** @import { Delta, Page } from "../../../types/view.d.ts" */
/** @import { Acknowledgement, Offer, Outcome, Run, Values } from "../../../types/act.d.ts" */
import { keyOf } from "../core/store.js";
import { dockerLine } from "./offers.js";
import { withConcurrency } from "./pool.js";
import { lostOnTheWay, noAnswer, notSent } from "./command_words.js";

/** So many of one command are under way at once. */
const AT_ONCE = 6;
const RUNS_KEPT = 20;
/** An answer is waited for as long as the container may take to end, and so much longer. */
const SPARE_SECONDS = 30;
/** A late answer is still taken: it is the truth. */
const LATEST_MS = 86_400_000;

/** @typedef {(body: object, withinMs: number) => Promise<unknown>} Send rejects with `not sent`, or when no answer came */
/** They wait for the end of the main process, at most for their timeout. */
const SLOW = new Set(["stop", "restart"]);
/** They end it at once, and do not wait for one that is slow. */
const OVERTAKING = new Set(["kill", "force-remove"]);

/** @typedef {{run: number, name: string, room: string, leadsTo: string[], command: string, until: number | null}} Waiting */

/** Owns what is pending; `onChange` listeners hear of every step. */
export class CommandTracker {
  /** @type {Map<string, Waiting>} */
  #pending = new Map();
  /** @type {Run[]} */
  #runs = [];
  /** @type {Set<(run: Run | null) => void>} */
  #listeners = new Set();
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

  /** The last runs, oldest first. */
  get runs() {
    return this.#runs;
  }

  /** Keys of the containers whose command is under way. */
  get pending() {
    return [...this.#pending.keys()];
  }

  /** @param {{engine: string, id: string}} container */
  isPending(container) {
    return this.#pending.has(keyOf(container));
  }

  /**
   * Whether a command cannot be given now because another one is under way: `kill` and `rm -f` overtake a stop or restart.
   * @param {string} command
   * @param {{engine: string, id: string}} container
   */
  isBlocked(command, container) {
    const waiting = this.#pending.get(keyOf(container));
    return Boolean(waiting && !(OVERTAKING.has(command) && SLOW.has(waiting.command)));
  }

  /**
   * Return the stop or restart of a container that is under way, and how many seconds the engine still waits before it
   * kills; null while there is none, or where the engine waits for ever.
   * @param {{engine: string, id: string}} container
   */
  countdown(container) {
    const waiting = this.#pending.get(keyOf(container));
    if (!waiting?.until) return null;
    const seconds = Math.max(0, Math.ceil((waiting.until - performance.now()) / 1000));
    return { command: waiting.command, seconds };
  }

  /** @param {(run: Run | null) => void} listener */
  onChange(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Give a command to all containers of an offer that may have it now; those who decline are told why by
   * the table. Returns when every one has its outcome; null when nothing was to be done.
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
        await this.#give(run, outcome, bodyOf(offer.command, container, values), {
          seconds: SPARE_SECONDS + mayTake(offer.command, container, values),
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
    const row = this.page.lifecycle.commands.find(({ name }) => name === offer.command);
    const line = (/** @type {Container[]} */ of) => (row ? dockerLine(row, namesOf(of), values) : "");
    const given = free.map((container) => outcomeOf(container, "waiting", line([container])));
    const declined = offer.declined.map(({ container, verdict, why }) =>
      outcomeOf(container, verdict, line([container]), why),
    );
    /** @type {Run} */
    const run = {
      number: (this.#number += 1),
      command: offer.command,
      docker: line(free),
      outcomes: [...given, ...declined],
    };
    for (const container of free) {
      const { name, room } = container;
      const seconds = mayTake(offer.command, container, values);
      const until = seconds > 0 ? performance.now() + seconds * 1000 : null;
      const { command, leadsTo } = offer;
      this.#pending.set(keyOf(container), { run: run.number, name, room, leadsTo, command, until });
    }
    this.#runs = [...this.#runs, run].slice(-RUNS_KEPT);
    this.#tell(run);
    return run;
  }

  /**
   * @param {Run} run
   * @param {Outcome} outcome
   * @param {object} body
   * @param {{seconds: number}} within
   */
  async #give(run, outcome, body, { seconds }) {
    const settle = (/** @type {Partial<Outcome>} */ facts) => {
      Object.assign(outcome, facts);
      if (this.#pending.get(keyOf(outcome))?.run === run.number) this.#pending.delete(keyOf(outcome));
      this.#tell(run);
    };
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const late = new Promise((resolve) => {
      timer = setTimeout(() => {
        settle({ state: "unknown", detail: noAnswer(seconds) });
        resolve(null);
      }, seconds * 1000);
    });
    const answered = this.send(body, LATEST_MS).then(factsOf, factsOfLoss).then(settle);
    await Promise.race([answered, late]);
    clearTimeout(timer);
  }

  /**
   * Docker's word ends the waiting too: the card stands where the command leads, or is gone, or has its new name.
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
    if (this.#pending.size < before) this.#tell(null);
  }

  /** @param {Run | null} run */
  #tell(run) {
    for (const tell of this.#listeners) tell(run);
  }
}

/** @param {Container[]} containers */
function namesOf(containers) {
  return containers.map(({ name }) => name);
}

/**
 * @param {Container} container
 * @param {Outcome["state"]} state
 * @param {string} docker
 * @param {string} [detail]
 * @returns {Outcome}
 */
function outcomeOf({ engine, id, name }, state, docker, detail = "") {
  return { engine, id, name, state, docker, detail, engineMessage: null };
}

/**
 * `rm -f` is a command of the table, and an option on the wire.
 * @param {string} command
 * @param {Container} container
 * @param {Values} values
 */
function bodyOf(command, { engine, id, name }, values) {
  const asked = command === "force-remove" ? { command: "remove", force: true } : { command };
  return { ...values, ...asked, engine, id, seen: name };
}

/**
 * Return how many seconds an engine waits for the end of the main process.
 * @param {string} command
 * @param {Container} container
 * @param {Values} values
 */
function mayTake(command, { stopTimeout }, { timeout }) {
  return SLOW.has(command) ? Math.max(0, Number(timeout ?? stopTimeout)) : 0;
}

/**
 * @param {unknown} answer
 * @returns {Partial<Outcome>}
 */
function factsOf(answer) {
  const said = /** @type {Acknowledgement} */ (answer);
  if (said.ok) return { state: said.already ? "already" : "done", docker: said.docker, detail: "" };
  return { state: stateOf(said.code), detail: said.detail, engineMessage: said.engineMessage ?? null };
}

/** @param {string} code of docs/protocol.md */
function stateOf(code) {
  if (code === "unknown_outcome") return "unknown";
  return code === "engine_error" || code === "internal_error" || code === "engine_unreachable"
    ? "failed"
    : "refused";
}

/**
 * @param {unknown} error
 * @returns {Partial<Outcome>}
 */
function factsOfLoss(error) {
  if (error instanceof Error && error.message === "not sent") return { state: "failed", detail: notSent() };
  return { state: "unknown", detail: lostOnTheWay() };
}
