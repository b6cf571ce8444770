/** Computes which commands are possible for one or more containers from the lifecycle table. Pure functions. */

/** @import { LifecycleAnswer, LifecycleOption, Container, Engine, Lifecycle } from "../../../../types/wire.d.ts" */
/** @import { Page } from "../../../../types/view.d.ts" */
/** @import { Declined, Offer } from "../../../../types/commands.d.ts" */

/** @typedef {Lifecycle["commands"][number]} Row */
/** @typedef {Pick<Page, "lifecycle" | "store">} Rules the lifecycle table, and the store with the engines */

/** Commands that open a console on the container page. */
const CONSOLES = new Set(["exec", "attach"]);
/** Commands that delete data or end the main process at once. */
const DESTRUCTIVE = new Set(["kill", "remove", "force-remove"]);
/** Commands for one container only, with a required option. */
const FOR_ONE = new Set(["rename"]);

/**
 * Return an offer for every command of the table except the consoles. Only one container can be renamed at a time.
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
 * Return the offers for exec and attach, or none for more than one container.
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
 * Return the offer of one command, or undefined if the command does not exist for these containers.
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
 * Return the path of a container page. A caller may append `#` and the name of a tab or of a console command.
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
 * Return the answer of a container's engine to a command in the container's current state.
 * @param {Rules} rules
 * @param {string} command
 * @param {Container} container
 */
export function answerFor({ lifecycle, store }, command, container) {
  const engine = store.state.engines.find(({ name }) => name === container.engine);
  return answerOf(lifecycle, { command, state: container.state }, engine);
}

/**
 * Return the answer of an engine, as `answer` in `dockcycle/domain/lifecycle/variants.py` does. An engine with unknown
 * API version counts as an old one.
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
 * Return whether an engine has an option. True if its API version is unknown: the engine then decides.
 * @param {LifecycleOption} option
 * @param {Engine | undefined} engine
 */
function hasOption({ product, sinceApi }, engine) {
  if (product && product !== (engine?.product ?? product)) return false;
  return !sinceApi || !isOlder(engine, sinceApi);
}

/**
 * Return whether the API version of an engine is known and lower than `api`.
 * @param {Engine | undefined} engine
 * @param {string} api
 */
function isOlder(engine, api) {
  const [major = 0, minor = 0] = api.split(".").map(Number);
  const [ownMajor = 0, ownMinor = 0] = (engine?.api ?? api).split(".").map(Number);
  return ownMajor < major || (ownMajor === major && ownMinor < minor);
}

/**
 * Return whether a command deletes or kills something. A stop does so for a container with `--rm`, which the engine
 * removes when it exits.
 * @param {string} command
 * @param {Container} container
 */
export function isDestructive(command, { autoRemove }) {
  return DESTRUCTIVE.has(command) || (command === "stop" && autoRemove);
}

/**
 * Return whether a command always opens its dialog first.
 * @param {string} command
 */
export function alwaysAsks(command) {
  return DESTRUCTIVE.has(command) || FOR_ONE.has(command);
}

/**
 * Return the words of the docker command between `docker` and the container name.
 * @param {Row} row
 */
export function wordOf({ docker }) {
  return docker.replace(/^docker /, "").replace(/ \{name\}.*$/, "");
}
