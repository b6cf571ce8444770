/**
 * Builds the docker command that does the same as a command of Dockcycle, as
 * `dockcycle/domain/create/docker_line.py` does. Pure functions.
 */

/** @import { Lifecycle } from "../../../../types/wire.d.ts" */

/** The characters that `shlex.quote` of Python does not quote. */
const SAFE = /^[\w@%+=:,./-]+$/;

/**
 * Return `text` quoted as one word of a POSIX shell.
 * @param {string} text
 */
export function quoted(text) {
  return SAFE.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`;
}

/**
 * Return a line that a shell splits into `words`.
 * @param {readonly string[]} words
 */
export function joinWords(words) {
  return words.map(quoted).join(" ");
}

/**
 * Return the line for a command of the lifecycle table: flags before the names, arguments after them. Empty and false
 * options are left out. The line is empty for a command that is not in the table.
 * @param {Pick<Lifecycle, "commands">} lifecycle
 * @param {string} command
 * @param {string[]} names
 * @param {Record<string, string | number | boolean>} [values] by name of the option
 */
export function dockerLine({ commands }, command, names, values = {}) {
  const row = commands.find(({ name }) => name === command);
  return row ? rowLine(row, names, values) : "";
}

/**
 * @param {Lifecycle["commands"][number]} row
 * @param {string[]} names
 * @param {Record<string, string | number | boolean>} values
 */
function rowLine({ docker, options }, names, values) {
  const given = options.filter(({ name }) => values[name] || values[name] === 0);
  const argument = (/** @type {string} */ name) => ` ${quoted(String(values[name]))}`;
  const flags = given.flatMap(({ name, flag, kind }) =>
    flag ? [` ${flag}${kind === "switch" ? "" : argument(name)}`] : [],
  );
  const rest = given.flatMap(({ name, flag }) => (flag ? [] : [argument(name)]));
  const all = names.map((name) => ` ${quoted(name)}`);
  return docker.replace(" {name}", () => [...flags, ...all].join("")) + rest.join("");
}

/**
 * Return the line that starts a process in a container: `-it` with a terminal, else `-i`.
 * @param {string} name
 * @param {import("../../../../types/console.d.ts").Opening} opening
 */
export function execLine(name, { cmd = [], tty = true, user, workdir, env = {} }) {
  const flags = [tty ? "-it" : "-i"];
  if (user) flags.push("-u", user);
  if (workdir) flags.push("-w", workdir);
  for (const [key, value] of Object.entries(env)) flags.push("-e", `${key}=${value}`);
  return joinWords(["docker", "exec", ...flags, name, ...cmd]);
}

/**
 * Return the line that connects to the main process of a container.
 * @param {string} name
 */
export function attachLine(name) {
  return joinWords(["docker", "attach", name]);
}

/**
 * Return the line that pulls an image.
 * @param {string} reference
 */
export function pullCommandLine(reference) {
  return joinWords(["docker", "pull", reference]);
}

/**
 * Return the line that removes an image by one of its names or its id.
 * @param {string} reference
 * @param {{force?: boolean}} [options]
 */
export function removeImageLine(reference, { force = false } = {}) {
  return joinWords(["docker", "rmi", ...(force ? ["-f"] : []), reference]);
}

/**
 * Return the line that removes several images.
 * @param {string[]} references
 */
export function removeImagesLine(references) {
  return joinWords(["docker", "rmi", ...references]);
}

/**
 * Return the line that gives an image another name.
 * @param {string} reference
 * @param {string} target
 */
export function tagLine(reference, target) {
  return joinWords(["docker", "tag", reference, target]);
}

/** Return the line that removes all dangling images that no container uses, without a confirmation. */
export function pruneLine() {
  return "docker image prune -f";
}
