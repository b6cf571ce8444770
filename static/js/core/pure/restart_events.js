/** Folds the moves of a restart loop into one event for each container. Pure functions. */

/** @import { Move } from "../../../../types/wire.d.ts" */

/** @typedef {{move: Move, restarts: number}} RecentEvent `restarts`: 0 for a single move */

/** A single restart is shown as its two moves. */
const FOLDED_FROM = 2;

/**
 * Return the events for moves, the newest first. The moves of a container between `running` and `restarting` become one
 * event in the place of the newest one.
 * @param {Move[]} newestFirst
 * @param {(move: Move) => number} restartsOf the number of restarts that the engine counted, 0 for a removed container
 * @returns {RecentEvent[]}
 */
export function foldRestarts(newestFirst, restartsOf) {
  /** @type {Map<string, number>} */
  const loops = new Map();
  for (const move of newestFirst)
    if (isOfLoop(move) && move.to === "running")
      loops.set(loopKey(move), (loops.get(loopKey(move)) ?? 0) + 1);
  /** @type {Set<string>} */
  const written = new Set();
  return newestFirst.flatMap((move) => {
    const seen = isOfLoop(move) ? (loops.get(loopKey(move)) ?? 0) : 0;
    if (seen < FOLDED_FROM) return [{ move, restarts: 0 }];
    if (written.has(loopKey(move))) return [];
    written.add(loopKey(move));
    return [{ move, restarts: Math.max(seen, restartsOf(move)) }];
  });
}

/** @param {Move} move */
function isOfLoop({ edge, from, to }) {
  return to === "restarting" || (from === "restarting" && edge === "restart");
}

/** @param {Move} move */
function loopKey({ engine, id }) {
  return `${engine} ${id}`;
}
