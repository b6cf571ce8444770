/** Translated words for transitions, causes and the facts on a card. */

/** @import { Container, Move } from "../../../types/wire.d.ts" */
import { gettext, ngettext } from "./i18n.js";
import { imageName, visible } from "./pure/format.js";

/** @type {Record<string, (move: Move) => string>} */
const HAPPENED = {
  create: () => gettext("created"),
  start: () => gettext("started"),
  restart: ({ from }) => (from === "restarting" ? gettext("started again") : gettext("restarted")),
  pause: () => gettext("paused"),
  unpause: () => gettext("unpaused"),
  exit: ({ exitCode }) =>
    exitCode ? gettext("failed (%(code)s)", { code: exitCode }) : gettext("finished (0)"),
  stop: ({ exitCode }) => withCode(gettext("stopped"), exitCode),
  kill: ({ exitCode }) => withCode(gettext("killed"), exitCode),
  oom: ({ exitCode }) => withCode(gettext("out of memory"), exitCode),
  die: ({ exitCode }) => withCode(gettext("exited, waiting to restart"), exitCode),
  remove: () => gettext("removed"),
  "force-remove": () => gettext("force removed"),
  rename: ({ oldName }) => gettext("renamed from %(name)s", { name: visible(oldName ?? "") }),
  healthy: () => gettext("healthy"),
  unhealthy: () => gettext("unhealthy"),
  "start-failed": ({ cause }) => startFailed(cause?.code ?? ""),
};

/**
 * Return the words for a move that follow the name of the container, such as "stopped (137)".
 * @param {Move} move
 */
export function moveText(move) {
  const words = Object.hasOwn(HAPPENED, move.edge) ? HAPPENED[move.edge] : undefined;
  return words?.(move) ?? gettext("found in another state");
}

/** Return the words for a restart loop before the time of its last move. @param {number} count */
export function restartsText(count) {
  return ngettext("restarted %(count)s time, last", "restarted %(count)s times, last", count);
}

/**
 * Return whether a move is shown as bad: out of memory, unhealthy, a failed start, a failed exit, or an exit before an
 * automatic restart.
 * @param {Move} move
 */
export function isBadNews({ edge, toRoom, from }) {
  if (edge === "oom" || edge === "unhealthy" || edge === "die" || edge === "start-failed") return true;
  return edge === "exit" && toRoom === "failed" && from !== "exited";
}

/**
 * @param {string} words
 * @param {number | null} code
 */
function withCode(words, code) {
  return code === null ? words : `${words} (${code})`;
}

/** Short words for causes, for cards without space for the sentence. @type {Record<string, () => string>} */
const IN_SHORT = {
  not_found: () => gettext("command not found"),
  not_executable: () => gettext("command not executable"),
  start_failed: () => gettext("could not start"),
  out_of_memory: () => gettext("out of memory"),
  child_out_of_memory: () => gettext("a process ran out of memory"),
  stop_timed_out: () => gettext("did not stop in time"),
  killed_outside: () => gettext("killed outside the engine?"),
  crashed: () => gettext("crashed"),
  signal_outside: () => gettext("ended by a signal"),
  exited_after_signal: () => gettext("exited after a signal"),
  failed: () => gettext("program failed"),
  command_failed: () => gettext("command not found?"),
  unobserved: () => gettext("cause unknown"),
  ended: () => gettext("reason not recorded"),
  finished: () => gettext("finished"),
  force_removed: () => gettext("force removed"),
  stop_killed: () => gettext("did not stop in time"),
  no_terminal: () => gettext("no terminal"),
  stopped: () => gettext("stopped"),
  signalled: () => gettext("ended by a signal"),
  killed: () => gettext("killed"),
  loop_ended: () => gettext("restart loop stopped"),
};

/** @param {string} code of the cause */
function startFailed(code) {
  const why = code !== "start_failed" && Object.hasOwn(IN_SHORT, code) ? IN_SHORT[code]?.() : undefined;
  return why ? gettext("failed to start: %(why)s", { why }) : gettext("failed to start");
}

/**
 * Return the short words for the cause of an exit or a failed start, or else the full fact of the card.
 * @param {Container} container
 * @param {boolean} isProblem
 */
export function shortFactOf(container, isProblem) {
  const code = isWorthACause(container) || isProblem ? (container.cause?.code ?? "") : "";
  const isAbout = container.state === "exited" || container.state === "dead" || container.state === "created";
  const short = isAbout && Object.hasOwn(IN_SHORT, code) ? IN_SHORT[code]?.() : undefined;
  return short ?? factOf(container, isProblem);
}

/**
 * Return the text below the name on a card: what is wrong with a problem container, the cause of an exit worth
 * explaining, else the image name. Empty for a container in the state `restarting`.
 * @param {Container} container
 * @param {boolean} isProblem
 */
export function factOf(container, isProblem) {
  if (!isProblem) return calmFact(container);
  if (container.state === "restarting") return "";
  if (container.state === "running" || container.state === "paused") {
    return container.health === "unhealthy" ? gettext("unhealthy") : gettext("restart loop");
  }
  return visible(container.cause?.text ?? container.error ?? gettext("cause unknown"));
}

/** @param {Container} container */
function calmFact(container) {
  if (container.state === "exited" && container.cause && isWorthACause(container))
    return visible(container.cause.text);
  return imageName(container.image);
}

/**
 * Return whether a card without a problem shows its cause: containers in the room `failed`, and shells that exited at
 * once because they had no terminal.
 * @param {Container} container
 */
function isWorthACause({ room, cause }) {
  return room === "failed" || cause?.code === "no_terminal";
}

/**
 * Return the short facts beside the age: exit code, number of restarts, and "starting" until the first health result.
 * @param {Container} container
 * @param {boolean} isProblem
 */
export function marksOf({ state, room, exitCode, restarts, health }, isProblem) {
  const marks = [];
  if (exitCode !== null && (room === "failed" || state === "dead")) marks.push(String(exitCode));
  if (restarts && (isProblem || state === "running")) marks.push(`×${restarts}`);
  if (exitCode !== null && state === "restarting") marks.push(gettext("exit %(code)s", { code: exitCode }));
  if (health === "starting" && state === "running") marks.push(gettext("starting"));
  return marks;
}
