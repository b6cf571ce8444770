/** What of a form is worth sending, and how values of the body read to a person. Pure. */

/** @import { Create } from "../../../types/images.d.ts" */

const SHELLS = /^(?:\/(?:usr\/)?(?:local\/)?bin\/)?(?:sh|bash|ash|dash|zsh|ksh|fish)$/;
/** Images whose own command is a shell, and which therefore end at once where nobody is at their terminal. */
const SHELL_IMAGES =
  /^(?:docker\.io\/)?(?:library\/)?(?:ubuntu|debian|alpine|busybox|bash|fedora|centos|rockylinux|almalinux|amazonlinux|archlinux|oraclelinux|opensuse\/\w+)(?=[:@]|$)/;
const UNITS = ["", "k", "m", "g", "t"];

/**
 * Return `create` without what is empty: absent is the default.
 * @param {Partial<Create>} create
 * @returns {Partial<Create>}
 */
export function slim(create) {
  return Object.fromEntries(Object.entries(create).filter(([, value]) => isSet(value)));
}

/** @param {unknown} value */
export function isSet(value) {
  if (value === null || value === undefined || value === "" || value === false) return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value !== "object" || Object.keys(value).length > 0;
}

/**
 * Return bytes as after `docker run --memory`: `512m`.
 * @param {number | string | null | undefined} memory
 */
export function memoryText(memory) {
  if (typeof memory !== "number" || !memory) return String(memory ?? "");
  let power = 0;
  while (power < UNITS.length - 1 && memory % 1024 ** (power + 1) === 0) power += 1;
  return `${memory / 1024 ** power}${UNITS[power]}`;
}

/**
 * Return what was typed as a number, as it is where it is none: the server says what is wrong with it.
 * @param {string} text
 */
export function numberOr(text) {
  const number = Number(text);
  return text !== "" && Number.isFinite(number) ? number : text;
}

/**
 * Return the pairs of `KEY=VALUE` lines, as in an env file: comments and empty lines are left out.
 * @param {string} text
 * @returns {[string, string][]}
 */
export function pairsOf(text) {
  const lines = text.split(/\r?\n/).map((line) => line.trim().replace(/^(?:export\s+|-e\s+|--env[ =])/, ""));
  return lines.filter((line) => line && !line.startsWith("#")).map(pairOf);
}

/**
 * Whether a container would end at once because its process is a shell with nobody at its terminal.
 * @param {Partial<Create>} create
 */
export function endsAtOnce({ image = "", command = [], entrypoint = [], tty, openStdin }) {
  if (openStdin && tty) return false;
  const words = [...entrypoint, ...command];
  if (words.length) return words.length === 1 && SHELLS.test(words[0] ?? "");
  return SHELL_IMAGES.test(image);
}

/**
 * Return what a form says with the real values wherever the ones that `shown` has hidden stand unchanged.
 * @param {Partial<Create>} form
 * @param {Partial<Create>} shown
 * @param {Partial<Create>} real
 * @returns {Partial<Create>}
 */
export function revealed(form, shown, real) {
  const found = { ...form };
  for (const name of /** @type {const} */ (["env", "labels"]))
    if (form[name]) found[name] = revealedTable(form[name], shown[name] ?? {}, real[name] ?? {});
  for (const name of /** @type {const} */ (["command", "entrypoint"]))
    if (real[name] && JSON.stringify(form[name]) === JSON.stringify(shown[name])) found[name] = real[name];
  if (form.health && real.health && form.health.command === shown.health?.command)
    found.health = { ...form.health, command: real.health.command };
  return found;
}

/**
 * @param {Record<string, string>} form
 * @param {Record<string, string>} shown
 * @param {Record<string, string>} real
 */
function revealedTable(form, shown, real) {
  const pairs = Object.entries(form);
  return Object.fromEntries(
    pairs.map(([key, value]) => [key, value === shown[key] ? (real[key] ?? value) : value]),
  );
}

/** @param {string} line @returns {[string, string]} */
function pairOf(line) {
  const equals = line.indexOf("=");
  if (equals < 0) return [line, ""];
  return [line.slice(0, equals).trim(), unquoted(line.slice(equals + 1))];
}

/** @param {string} value */
function unquoted(value) {
  const [, inside] = /^(["'])(.*)\1$/s.exec(value) ? [value, value.slice(1, -1)] : [value, value];
  return inside;
}
