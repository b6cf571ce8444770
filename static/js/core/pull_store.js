/** The pulls the server knows of, running and ended ones: told on connect, then whenever one changes. */

/** @import { Layer, Pull } from "../../../types/images.d.ts" */

/** Ended pulls are told for so long (docs/protocol.md). */
const KEPT_MS = 600_000;
const KEPT_AT_MOST = 50;

/** @param {Pull} pull */
function isOver({ state }) {
  return Number(state !== "pulling");
}

/** Make a store of pulls: running ones first, then the newest. `subscribe` returns the function that ends it. */
export function createPulls() {
  /** @type {Map<string, Pull>} */
  let known = new Map();
  /** @type {Set<() => void>} */
  const subscribers = new Set();
  const tell = () => {
    for (const one of subscribers) one();
  };

  return {
    /** @param {string} id */
    get: (id) => known.get(id),
    /**
     * Those that run, and those that ended lately.
     * @param {number} now milliseconds since 1970
     */
    list(now) {
      return [...known.values()]
        .filter(({ endedAt }) => !endedAt || now - Date.parse(endedAt) < KEPT_MS)
        .sort((a, b) => isOver(a) - isOver(b) || Date.parse(b.startedAt) - Date.parse(a.startedAt));
    },
    /** @param {Pull} pull */
    take(pull) {
      known.set(pull.id, pull);
      known = bounded(known);
      tell();
    },
    /** The connection is new: all that are known will be told again, and those of another server are not. */
    reset() {
      known = new Map();
      tell();
    },
    /** @param {() => void} listener */
    subscribe(listener) {
      subscribers.add(listener);
      return () => subscribers.delete(listener);
    },
  };
}

/**
 * Return how much of a pull is done, 0 to 1; null while no layer's size is known.
 * @param {Pick<Pull, "state" | "current" | "total">} pull
 */
export function shareOf({ state, current, total }) {
  if (state === "done") return 1;
  return total > 0 ? Math.min(1, current / total) : null;
}

/** Layers done with are full, whatever bytes were told of them last. */
const FULL = new Set(["complete", "exists", "downloaded", "verifying"]);

/**
 * Return how much of a layer is done, 0 to 1; null where something is under way and its size is not known (Podman
 * tells no bytes, Docker's containerd store none of small layers).
 * @param {Pick<Layer, "state" | "current" | "total">} layer
 */
export function layerShareOf({ state, current, total }) {
  if (FULL.has(state)) return 1;
  if (total) return Math.min(1, (current ?? 0) / total);
  return state === "waiting" ? 0 : null;
}

/**
 * Running ones are never dropped for ended ones.
 * @param {Map<string, Pull>} known
 */
function bounded(known) {
  const surplus = known.size - KEPT_AT_MOST;
  if (surplus <= 0) return known;
  const ended = [...known.values()].filter(({ state }) => state !== "pulling");
  const dropped = new Set(ended.slice(0, surplus).map(({ id }) => id));
  return new Map([...known].filter(([id]) => !dropped.has(id)));
}
