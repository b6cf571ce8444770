/** Which containers need a look, and until when. Ended on purpose is not a problem; out of memory always is. */

/** @import { Container } from "../../../types/wire.d.ts" */

/** Causes of an exit that somebody asked for, or that a job ends with (`dockcycle/domain/lifecycle/exits.py`). */
const ON_PURPOSE = new Set([
  "finished",
  "no_terminal",
  "stopped",
  "signalled",
  "killed",
  "force_removed",
  "loop_ended",
]);
/** Codes of a crash by SIGILL, SIGABRT, SIGBUS, SIGFPE and SIGSEGV: they say so themselves when nobody watched. */
const CRASH_CODES = new Set([132, 134, 135, 136, 139]);
const LOOP_RESTARTS = 3;
/** A container that loops is up for moments: it stays a problem until it has stood this long. */
const LOOP_SETTLED_MS = 60_000;

/**
 * Return what is wrong with a container, null if nothing is.
 * @param {Container} container
 * @param {number} now milliseconds since 1970
 * @returns {"failed" | "unhealthy" | "restarting" | "dead" | "not_started" | null}
 */
export function problemOf(container, now) {
  if (container.state === "dead") return "dead";
  if (container.state === "restarting" || settledAt(container) > now) return "restarting";
  if (container.state === "running" || container.state === "paused") {
    return container.health === "unhealthy" ? "unhealthy" : null;
  }
  if (container.state === "created") return container.error || container.cause ? "not_started" : null;
  return hasFailed(container) ? "failed" : null;
}

/** @param {Container} container */
function hasFailed({ room, cause, exitCode }) {
  if (cause?.code === "out_of_memory" || cause?.code === "child_out_of_memory") return true;
  // Who was asked for it before Dockcycle started is not known: a restart of Dockcycle raises no alarm.
  if (cause?.code === "unobserved") return CRASH_CODES.has(exitCode ?? 0);
  return room === "failed" && !ON_PURPOSE.has(cause?.code ?? "");
}

/**
 * Return when (milliseconds since 1970) a running container stops counting as one that loops; 0 if it does not loop.
 * @param {Container} container
 */
export function settledAt({ state, restarts, restartPolicy, startedAt }) {
  const loops = state === "running" && restarts >= LOOP_RESTARTS && restartPolicy !== "no" && startedAt;
  return loops ? Date.parse(startedAt) + LOOP_SETTLED_MS : 0;
}
