/** Conversions between the form and the body of the create request. Pure. */

/** @import { Create } from "../../../../types/images.d.ts" */

const SHELLS = /^(?:\/(?:usr\/)?(?:local\/)?bin\/)?(?:sh|bash|ash|dash|zsh|ksh|fish)$/;
/** Images with a shell as their command. Without an open terminal the shell exits immediately. */
const SHELL_IMAGES =
  /^(?:docker\.io\/)?(?:library\/)?(?:ubuntu|debian|alpine|busybox|bash|fedora|centos|rockylinux|almalinux|amazonlinux|archlinux|oraclelinux|opensuse\/\w+)(?=[:@]|$)/;
const UNITS = ["", "k", "m", "g", "t"];

/**
 * Return `create` without empty values. The server uses the default for a missing value.
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
 * Return a number of bytes in the notation of `docker run --memory`, for example `512m`.
 * @param {number | string | null | undefined} memory
 */
export function memoryText(memory) {
  if (typeof memory !== "number" || !memory) return String(memory ?? "");
  let power = 0;
  while (power < UNITS.length - 1 && memory % 1024 ** (power + 1) === 0) power += 1;
  return `${memory / 1024 ** power}${UNITS[power]}`;
}

/**
 * Return typed text as a number, or unchanged if it is not a number. The server then reports the error.
 * @param {string} text
 */
export function numberOr(text) {
  const number = Number(text);
  return text !== "" && Number.isFinite(number) ? number : text;
}

/**
 * Return the pairs of `KEY=VALUE` lines as in an env file. Comments and empty lines are skipped.
 * @param {string} text
 * @returns {[string, string][]}
 */
export function pairsOf(text) {
  const lines = text.split(/\r?\n/).map((line) => line.trim().replace(/^(?:export\s+|-e\s+|--env[ =])/, ""));
  return lines.filter((line) => line && !line.startsWith("#")).map(pairOf);
}

/**
 * Whether the container would exit immediately, because its process is a shell without an open terminal.
 * @param {Partial<Create>} create
 */
export function endsAtOnce({ image = "", command = [], entrypoint = [], tty, openStdin }) {
  if (openStdin && tty) return false;
  const words = [...entrypoint, ...command];
  if (words.length) return words.length === 1 && SHELLS.test(words[0] ?? "");
  return SHELL_IMAGES.test(image);
}

/**
 * Return `form` with the real values in place of unchanged masked values.
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
