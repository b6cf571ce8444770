/** What can be done to a container, or to several, by the embedded table. Pure: table in, offers out. */

/** @import { Container, Lifecycle } from "../../../types/wire.d.ts" */
/** @import { Declined, Offer, Values } from "../../../types/act.d.ts" */

/** @typedef {Lifecycle["commands"][number]} Row */

/** They open a console on the page of one container. */
const CONSOLES = new Set(["exec", "attach"]);
/** What it ends or takes away does not come back. */
const DESTRUCTIVE = new Set(["kill", "remove", "force-remove"]);
/** A name is for one, and has to be said. */
const FOR_ONE = new Set(["rename"]);
const SAFE = /^[\w@%+=:,./-]+$/;

/**
 * Return every command of the table as it stands for `containers`.
 * @param {Container[]} containers
 * @param {Lifecycle} lifecycle
 * @returns {Offer[]}
 */
export function offersFor(containers, lifecycle) {
  return lifecycle.commands
    .filter(({ name }) => !CONSOLES.has(name) && (containers.length === 1 || !FOR_ONE.has(name)))
    .map((row) => offerOf(row, containers, lifecycle));
}

/**
 * Return the consoles as they stand for `containers`: only one at a time can be looked into.
 * @param {Container[]} containers
 * @param {Lifecycle} lifecycle
 * @returns {Offer[]}
 */
export function consolesFor(containers, lifecycle) {
  if (containers.length !== 1) return [];
  return lifecycle.commands
    .filter(({ name }) => CONSOLES.has(name))
    .map((row) => offerOf(row, containers, lifecycle));
}

/**
 * Return one command as it stands for `containers`, undefined when there is no such command for them.
 * @param {string} command
 * @param {Container[]} containers
 * @param {Lifecycle} lifecycle
 */
export function offerFor(command, containers, lifecycle) {
  const offers = isConsole(command) ? consolesFor(containers, lifecycle) : offersFor(containers, lifecycle);
  return offers.find((offer) => offer.command === command);
}

/** @param {string} command */
export function isConsole(command) {
  return CONSOLES.has(command);
}

/**
 * Return the address of the page of one container; after its `#` a tab, or the console it opens.
 * @param {{engine: string, name: string}} container
 */
export function pageOf({ engine, name }) {
  return `/containers/${encodeURIComponent(engine)}/${encodeURIComponent(name)}`;
}

/**
 * @param {Row} row
 * @param {Container[]} containers
 * @param {Lifecycle} lifecycle
 * @returns {Offer}
 */
function offerOf(row, containers, { edges }) {
  const applies = containers.filter(({ state }) => row.answers[state].verdict === "done");
  const declined = containers.flatMap((container) => declines(row, container));
  const rooms = new Set(applies.map(({ room }) => room));
  return {
    command: row.name,
    word: wordOf(row),
    text: row.text,
    options: row.options,
    allowed: row.allowed,
    isLegal: row.allowed && applies.length > 0,
    applies,
    declined,
    why: declined[0]?.why ?? "",
    edges: edges.filter(({ name, from, by }) => name === row.name && by === "command" && rooms.has(from)),
    leadsTo: [...new Set(applies.flatMap(({ state }) => row.answers[state].leadsTo))],
    reaches: [...new Set(Object.values(row.answers).flatMap(({ leadsTo }) => leadsTo))],
    asks: applies.length > 1 || applies.some((container) => isDestructive(row.name, container)),
  };
}

/**
 * @param {Row} row
 * @param {Container} container
 * @returns {Declined[]}
 */
function declines({ answers }, container) {
  const { verdict, why } = answers[container.state];
  return verdict === "done" ? [] : [{ container, verdict, why }];
}

/**
 * Return whether a command takes something away that does not come back; the end of one with `--rm` is its removal.
 * @param {string} command
 * @param {Container} container
 */
export function isDestructive(command, { autoRemove }) {
  return DESTRUCTIVE.has(command) || (command === "stop" && autoRemove);
}

/**
 * Return whether a command is never run from a click alone.
 * @param {string} command
 */
export function alwaysAsks(command) {
  return DESTRUCTIVE.has(command) || FOR_ONE.has(command);
}

/**
 * Return what is typed between `docker` and the name.
 * @param {Row} row
 */
export function wordOf({ docker }) {
  return docker.replace(/^docker /, "").replace(/ \{name\}.*$/, "");
}

/**
 * Return the docker line of a command, as `dockcycle/domain/docker_line.py` writes it: flags before the names, what
 * has none after them. An option that is empty or false is left out.
 * @param {Row} row
 * @param {string[]} names
 * @param {Values} [values] by name of the option
 */
export function dockerLine({ docker, options }, names, values = {}) {
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
 * Return `text` as one word of a POSIX shell.
 * @param {string} text
 */
function quoted(text) {
  return SAFE.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`;
}
