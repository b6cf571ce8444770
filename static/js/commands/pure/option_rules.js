/** Checks the values of command options during input. Pure functions. The server and the engine check them again. */

/** Container names that Docker accepts (moby `daemon/names`). */
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;
const SIGNAL = /^(?:(?:SIG)?[A-Z][A-Z0-9]*(?:[+-]\d{1,2})?|\d{1,2})$/i;
const SECONDS_AT_MOST = 86_400;
const NAME_AT_MOST = 255;

/** Suggested signals, the default of `docker kill` first. */
export const SIGNALS = ["KILL", "TERM", "INT", "HUP", "QUIT", "USR1", "USR2", "WINCH", "STOP", "CONT"];

/**
 * Return the error in the input for an option of `kind`, or null. An empty text means that the option is not set.
 * @param {string} kind of `types/wire.d.ts`
 * @param {string} text
 * @returns {"seconds" | "signal" | "short" | "long" | "name" | "missing" | null}
 */
export function faultOf(kind, text) {
  if (kind === "name") return nameFault(text);
  if (!text) return null;
  if (kind === "seconds") return /^\d{1,5}$/.test(text) && Number(text) <= SECONDS_AT_MOST ? null : "seconds";
  if (kind === "signal") return SIGNAL.test(text) ? null : "signal";
  return null;
}

/** @param {string} text */
function nameFault(text) {
  if (!text) return "missing";
  if (text.length > NAME_AT_MOST) return "long";
  if (NAME.test(text)) return null;
  return text.length === 1 && NAME.test(`${text}0`) ? "short" : "name";
}

/**
 * Return the value of the input for an option of `kind`, or undefined if it is empty.
 * @param {string} kind
 * @param {string} text
 */
export function valueOf(kind, text) {
  if (!text) return undefined;
  if (kind === "seconds") return Number(text);
  return kind === "signal" ? text.toUpperCase() : text;
}
