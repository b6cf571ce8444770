/** Keeps the stats of one container as points and derives rates from the totals. Pure. */

/** @import { Sample } from "../../../../types/wire.d.ts" */

export const SAMPLES_AT_MOST = 300;
/** A longer time without stats is drawn as a gap. Docker sends stats every second, Podman every five seconds. */
const GAP_SECONDS = 12;

/**
 * @typedef {{at: number, cpu: number | null, memory: number | null, limit: number | null, rx: number | null, tx: number | null, read: number | null, write: number | null, pids: number | null}} Point `at` in seconds since 1970; rates in bytes per second
 */

/**
 * Return the points with one more sample. The oldest point is dropped at the limit, and a pause adds an empty point.
 * @param {Point[]} points
 * @param {Sample | null} before
 * @param {Sample} now
 */
export function withSample(points, before, now) {
  const at = Date.parse(now.at) / 1000;
  const last = points.at(-1);
  const gap = last && at - last.at > GAP_SECONDS ? [emptyAt(last.at + 1)] : [];
  return [...points, ...gap, pointOf(before, now, at)].slice(-SAMPLES_AT_MOST);
}

/**
 * @param {Sample | null} before
 * @param {Sample} now
 * @param {number} at
 * @returns {Point}
 */
function pointOf(before, now, at) {
  const seconds = before ? at - Date.parse(before.at) / 1000 : 0;
  const rate = (/** @type {"rx" | "tx" | "read" | "write"} */ name) => {
    const grown = before ? now[name] - before[name] : -1;
    return grown >= 0 && seconds > 0 && seconds <= GAP_SECONDS ? grown / seconds : null;
  };
  const { cpu, memory, memoryLimit, pids } = now;
  const rates = { rx: rate("rx"), tx: rate("tx"), read: rate("read"), write: rate("write") };
  return { at, cpu, memory, limit: memoryLimit || null, pids, ...rates };
}

/** @param {number} at @returns {Point} */
function emptyAt(at) {
  return {
    at,
    cpu: null,
    memory: null,
    limit: null,
    rx: null,
    tx: null,
    read: null,
    write: null,
    pids: null,
  };
}
