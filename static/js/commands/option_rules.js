/** What the options of a command may be: checked while they are typed. Pure; the server and the engine check again. */

/** moby `daemon/names`: what Docker takes for a name. */
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;
const SIGNAL = /^(?:(?:SIG)?[A-Z][A-Z0-9]*(?:[+-]\d{1,2})?|\d{1,2})$/i;
const SECONDS_AT_MOST = 86_400;
const NAME_AT_MOST = 255;

/** Those one meets, the usual one first. */
export const SIGNALS = ["KILL", "TERM", "INT", "HUP", "QUIT", "USR1", "USR2", "WINCH", "STOP", "CONT"];

/**
 * Return what is wrong with a text typed for an option of `kind`, null when nothing is. Empty means: not given.
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
 * Return the value of a text typed for an option of `kind`, undefined when it is not given.
 * @param {string} kind
 * @param {string} text
 */
export function valueOf(kind, text) {
  if (!text) return undefined;
  if (kind === "seconds") return Number(text);
  return kind === "signal" ? text.toUpperCase() : text;
}
