/** What can be done to a container, or to several, by the embedded table. Pure: table in, offers out. */

/** @import { LifecycleAnswer, LifecycleOption, Container, Engine, Lifecycle } from "../../../types/wire.d.ts" */
/** @import { Page } from "../../../types/view.d.ts" */
/** @import { Declined, Offer, Values } from "../../../types/act.d.ts" */

/** @typedef {Lifecycle["commands"][number]} Row */
/** @typedef {Pick<Page, "lifecycle" | "store">} Rules the table, and the engines it is asked for */

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
 * @param {Rules} rules
 * @returns {Offer[]}
 */
export function offersFor(containers, rules) {
  return rules.lifecycle.commands
    .filter(({ name }) => !CONSOLES.has(name) && (containers.length === 1 || !FOR_ONE.has(name)))
    .map((row) => offerOf(row, containers, rules));
}

/**
 * Return the consoles as they stand for `containers`: only one at a time can be looked into.
 * @param {Container[]} containers
 * @param {Rules} rules
 * @returns {Offer[]}
 */
export function consolesFor(containers, rules) {
  if (containers.length !== 1) return [];
  return rules.lifecycle.commands
    .filter(({ name }) => CONSOLES.has(name))
    .map((row) => offerOf(row, containers, rules));
}

/**
 * Return one command as it stands for `containers`, undefined when there is no such command for them.
 * @param {string} command
 * @param {Container[]} containers
 * @param {Rules} rules
 */
export function offerFor(command, containers, rules) {
  const offers = isConsole(command) ? consolesFor(containers, rules) : offersFor(containers, rules);
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
 * @param {Rules} rules
 * @returns {Offer}
 */
function offerOf(row, containers, { lifecycle, store }) {
  const engines = new Map(store.state.engines.map((engine) => [engine.name, engine]));
  const engineOf = (/** @type {Container} */ { engine }) => engines.get(engine);
  const answers = new Map(
    containers.map((container) => [
      container,
      answerOf(lifecycle, { command: row.name, state: container.state }, engineOf(container)),
    ]),
  );
  const applies = containers.filter((container) => answers.get(container)?.verdict === "done");
  const declined = containers.flatMap((container) => declines(container, answers.get(container)));
  const rooms = new Set(applies.map(({ room }) => room));
  return {
    command: row.name,
    word: wordOf(row),
    text: row.text,
    options: row.options.filter((option) => applies.every((one) => hasOption(option, engineOf(one)))),
    allowed: row.allowed,
    isLegal: row.allowed && applies.length > 0,
    applies,
    declined,
    why: declined[0]?.why ?? "",
    edges: lifecycle.edges.filter(
      ({ name, from, by }) => name === row.name && by === "command" && rooms.has(from),
    ),
    leadsTo: [...new Set(applies.flatMap((container) => answers.get(container)?.leadsTo ?? []))],
    reaches: [...new Set(Object.values(row.answers).flatMap(({ leadsTo }) => leadsTo))],
    asks: applies.length > 1 || applies.some((container) => isDestructive(row.name, container)),
  };
}

/**
 * @param {Container} container
 * @param {LifecycleAnswer | undefined} answer
 * @returns {Declined[]}
 */
function declines(container, answer) {
  if (!answer || answer.verdict === "done") return [];
  return [{ container, verdict: answer.verdict, why: answer.why }];
}

/**
 * Return what the engine of a container answers to a command where it stands now.
 * @param {Rules} rules
 * @param {string} command
 * @param {Container} container
 */
export function answerFor({ lifecycle, store }, command, container) {
  const engine = store.state.engines.find(({ name }) => name === container.engine);
  return answerOf(lifecycle, { command, state: container.state }, engine);
}

/**
 * As `answer` of `dockcycle/domain/lifecycle/variants.py`: an engine whose API version is not known counts as an old one.
 * @param {Lifecycle} lifecycle
 * @param {{command: string, state: Container["state"]}} asked
 * @param {Engine | undefined} engine
 * @returns {LifecycleAnswer | undefined} undefined for a command that is not in the table
 */
function answerOf({ commands, variants }, { command, state }, engine) {
  const replaced = variants.findLast(
    (one) =>
      one.command === command &&
      one.state === state &&
      one.product === (engine?.product ?? "Docker") &&
      (!one.sinceApi || (Boolean(engine?.api) && !isOlder(engine, one.sinceApi))),
  );
  return replaced?.answer ?? commands.find(({ name }) => name === command)?.answers[state];
}

/**
 * Whether an engine knows an option; one whose API version is not known is asked itself.
 * @param {LifecycleOption} option
 * @param {Engine | undefined} engine
 */
function hasOption({ product, sinceApi }, engine) {
  if (product && product !== (engine?.product ?? product)) return false;
  return !sinceApi || !isOlder(engine, sinceApi);
}

/**
 * Whether an engine is known to speak only API versions before `api`.
 * @param {Engine | undefined} engine
 * @param {string} api
 */
function isOlder(engine, api) {
  const [major = 0, minor = 0] = api.split(".").map(Number);
  const [ownMajor = 0, ownMinor = 0] = (engine?.api ?? api).split(".").map(Number);
  return ownMajor < major || (ownMajor === major && ownMinor < minor);
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
 * Return the docker line of a command, as `dockcycle/domain/create/docker_line.py` writes it: flags before the names, what
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
