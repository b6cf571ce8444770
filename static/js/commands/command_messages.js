/** Builds the body of the event `act` on `/board`, and converts its acknowledgement to an outcome. */

/** @import { Container } from "../../../types/wire.d.ts" */
/** @import { Acknowledgement, Outcome, Values } from "../../../types/commands.d.ts" */
import { lostOnTheWay, notSent } from "./command_words.js";

/** Commands that wait for the main process to exit, at most for the timeout of the container. */
export const WAITING_COMMANDS = new Set(["stop", "restart"]);

/**
 * Return the outcome of a command for one container, without a message from the engine.
 * @param {Container} container
 * @param {Pick<Outcome, "command" | "state" | "docker"> & {detail?: string}} facts
 * @returns {Outcome}
 */
export function outcomeOf({ engine, id, name }, { command, state, docker, detail = "" }) {
  return { engine, id, name, command, state, docker, detail, settledAt: null, engineMessage: null };
}

/**
 * Return the body of the event `act`. The command `force-remove` becomes `remove` with `force`.
 * @param {string} command
 * @param {Container} container
 * @param {Values} values
 */
export function actBody(command, { engine, id, name }, values) {
  const asked = command === "force-remove" ? { command: "remove", force: true } : { command };
  return { ...values, ...asked, engine, id, seen: name };
}

/**
 * Return how many seconds the engine waits for the exit of the main process before it kills it. Returns 0 for a command
 * that does not wait, and for a container without a limit (negative timeout).
 * @param {string} command
 * @param {Container} container
 * @param {Values} values
 */
export function secondsToExit(command, { stopTimeout }, { timeout }) {
  return WAITING_COMMANDS.has(command) ? Math.max(0, Number(timeout ?? stopTimeout)) : 0;
}

/**
 * Return the outcome fields for an acknowledgement.
 * @param {unknown} answer
 * @returns {Partial<Outcome>}
 */
export function answerFacts(answer) {
  const ack = /** @type {Acknowledgement} */ (answer);
  if (ack.ok) return { state: ack.already ? "already" : "done", docker: ack.docker, detail: "" };
  return { state: stateOf(ack.code), detail: ack.detail, engineMessage: ack.engineMessage ?? null };
}

/** Return the outcome state for an error code. @param {string} code of `docs/protocol.md` */
function stateOf(code) {
  if (code === "unknown_outcome") return "unknown";
  return code === "engine_error" || code === "internal_error" || code === "engine_unreachable"
    ? "failed"
    : "refused";
}

/**
 * Return the outcome fields for a missing acknowledgement: `failed` if the command was not sent, else `unknown`.
 * @param {unknown} error
 * @returns {Partial<Outcome>}
 */
export function noAnswerFacts(error) {
  if (error instanceof Error && error.message === "not sent") return { state: "failed", detail: notSent() };
  return { state: "unknown", detail: lostOnTheWay() };
}
