/** Store of the running and ended pulls. The server sends all pulls on connect, and each pull again when it changes. */

/** @import { Layer, Pull } from "../../../../types/wire.d.ts" */
import { Listeners } from "./listeners.js";

/** How long ended pulls are listed; the server keeps them as long (`docs/protocol.md`). */
const KEPT_MS = 600_000;
/** A success needs no answer, so it leaves the list sooner. */
const DONE_KEPT_MS = 60_000;
const KEPT_AT_MOST = 50;

/** @param {Pull} pull */
function isOver({ state }) {
  return Number(state !== "pulling");
}

/** @param {Pull} pull @param {number} now */
function isKept({ state, endedAt }, now) {
  return !endedAt || now - Date.parse(endedAt) < (state === "done" ? DONE_KEPT_MS : KEPT_MS);
}

/** Create the store. `subscribe` returns a function that removes the listener. */
export function createPulls() {
  /** @type {Map<string, Pull>} */
  let known = new Map();
  /** @type {Set<string>} Ids of ended pulls that the user dismissed. */
  const dismissed = new Set();
  /** @type {Listeners<void>} */
  const subscribers = new Listeners();

  return {
    /** @param {string} id */
    get: (id) => known.get(id),
    /**
     * Return the running pulls, then the ended ones that were not dismissed: failures of the last ten minutes and
     * successes of the last minute, each newest first.
     * @param {number} now milliseconds since 1970
     */
    list(now) {
      return [...known.values()]
        .filter((pull) => !dismissed.has(pull.id) && isKept(pull, now))
        .sort((a, b) => isOver(a) - isOver(b) || Date.parse(b.startedAt) - Date.parse(a.startedAt));
    },
    /** @param {Pull} pull */
    take(pull) {
      known.set(pull.id, pull);
      known = bounded(known);
      subscribers.notify();
    },
    /** Leave an ended pull out of the list. @param {string} id */
    dismiss(id) {
      dismissed.add(id);
      subscribers.notify();
    },
    /** Clear the store after a reconnect. The server sends its pulls again, and a restarted server has none. */
    reset() {
      known = new Map();
      subscribers.notify();
    },
    /** @param {() => void} listener */
    subscribe: (listener) => subscribers.add(listener),
  };
}

/**
 * Return the finished share of a pull, 0 to 1, or null while no size is known.
 * @param {Pick<Pull, "state" | "current" | "total">} pull
 */
export function shareOf({ state, current, total }) {
  if (state === "done") return 1;
  return total > 0 ? Math.min(1, current / total) : null;
}

/** Layers in these states count as complete, whatever byte count was sent last. */
const FULL = new Set(["complete", "exists", "downloaded", "verifying"]);

/**
 * Return the finished share of a layer, 0 to 1, or null for a layer in progress with unknown size. Podman reports no
 * sizes, and Docker with the containerd image store reports none for small layers.
 * @param {Pick<Layer, "state" | "current" | "total">} layer
 */
export function layerShareOf({ state, current, total }) {
  if (FULL.has(state)) return 1;
  if (total) return Math.min(1, (current ?? 0) / total);
  return state === "waiting" ? 0 : null;
}

/**
 * Limit the store to `KEPT_AT_MOST` pulls by dropping ended ones. Running pulls are never dropped.
 * @param {Map<string, Pull>} known
 */
function bounded(known) {
  const surplus = known.size - KEPT_AT_MOST;
  if (surplus <= 0) return known;
  const ended = [...known.values()].filter(({ state }) => state !== "pulling");
  const dropped = new Set(ended.slice(0, surplus).map(({ id }) => id));
  return new Map([...known].filter(([id]) => !dropped.has(id)));
}
