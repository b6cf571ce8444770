/**
 * Decides which containers need attention, and when a restart loop is over. A requested exit is not a problem. An exit
 * because a memory limit was reached always is one.
 */

/** @import { Container } from "../../../../types/wire.d.ts" */

/** Causes of exits that are not problems: the exit was requested or normal (`dockcycle/domain/lifecycle/causes.py`). */
const ON_PURPOSE = new Set([
  "finished",
  "no_terminal",
  "stopped",
  "signalled",
  "killed",
  "force_removed",
  "loop_ended",
]);
/** Exit codes after SIGILL, SIGABRT, SIGBUS, SIGFPE and SIGSEGV. They show that an unobserved exit was a crash. */
const CRASH_CODES = new Set([132, 134, 135, 136, 139]);
const LOOP_RESTARTS = 3;
/** A container in a restart loop runs only briefly each time. It stays a problem until it has run this long. */
const LOOP_SETTLED_MS = 60_000;

/**
 * Return the problem of a container, or null.
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
  // The exit may have been requested before Dockcycle started. Only crash codes count as failed. Otherwise every exited
  // container would need attention after a restart of Dockcycle.
  if (cause?.code === "unobserved") return CRASH_CODES.has(exitCode ?? 0);
  return room === "failed" && !ON_PURPOSE.has(cause?.code ?? "");
}

/**
 * Return when a running container no longer counts as in a restart loop, in milliseconds since 1970. Returns 0 for
 * a container that is not in a restart loop.
 * @param {Container} container
 */
export function settledAt({ state, restarts, restartPolicy, startedAt }) {
  const loops = state === "running" && restarts >= LOOP_RESTARTS && restartPolicy !== "no" && startedAt;
  return loops ? Date.parse(startedAt) + LOOP_SETTLED_MS : 0;
}
