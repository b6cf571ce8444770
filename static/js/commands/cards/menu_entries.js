/** Returns the entries of a card's menu: first what reads or copies, then the commands in the order of the panel. */

/** @import { Container } from "../../../../types/wire.d.ts" */
/** @import { Page } from "../../../../types/view.d.ts" */
/** @import { MenuEntry, Offer } from "../../../../types/commands.d.ts" */
import { modeRefusal } from "../../core/access.js";
import { gettext } from "../../core/i18n.js";
import { dockerLine, joinWords } from "../../core/pure/docker_line.js";
import { openers } from "../../ui/dialogs/dialog_openers.js";
import { keyOfCommand } from "../pure/command_keys.js";
import { pageOf } from "../pure/offers.js";

const NAMES_AT_MOST = 3;
/** The command that stands above the line: it opens a dialog and changes no state. */
const ABOVE_THE_LINE = "rename";

/**
 * Return the entries for one or more containers. `offers` are the commands that are possible now.
 * @param {Page} page
 * @param {{offers: Offer[], containers: Container[], controller: import("../command_controller.js").CommandController}} of
 * @returns {MenuEntry[]}
 */
export function menuEntries(page, { offers, containers, controller }) {
  const [container, ...others] = containers;
  const commands = offers.map((offer) => commandEntry(page, offer));
  if (!container || others.length) return commands;
  const above = commands.filter(({ name }) => name === ABOVE_THE_LINE);
  const below = commands.filter(({ name }) => name !== ABOVE_THE_LINE);
  const consoles = below.filter(({ name }) => name === "exec" || name === "attach");
  const changing = below.filter((entry) => !consoles.includes(entry));
  const [first, ...rest] = changing;
  return [
    ...reading(container, consoles),
    ...copying(page, container, controller),
    ...above,
    ...(first ? [{ ...first, startsGroup: true }] : []),
    ...rest,
  ];
}

/**
 * @param {Page} page
 * @param {Offer} offer
 * @returns {MenuEntry}
 */
export function commandEntry({ lifecycle }, { command, word, applies, options }) {
  const names = applies.slice(0, NAMES_AT_MOST).map(({ name }) => name);
  const more = applies.length > names.length ? " …" : "";
  const asked = options.some(({ name }) => name === "name") ? " NEW_NAME" : "";
  const line = `${dockerLine(lifecycle, command, names)}${asked}${more}`;
  return { name: command, word: asked ? `${word}…` : word, line, key: keyOfCommand(command) };
}

/**
 * @param {Container} container
 * @param {MenuEntry[]} consoles
 * @returns {MenuEntry[]}
 */
function reading(container, consoles) {
  const page = pageOf(container);
  const [exec, ...attach] = consoles;
  const logs = joinWords(["docker", "logs", "-f", container.name]);
  return [
    { name: "logs", word: gettext("Logs"), line: logs, run: () => location.assign(`${page}#logs`) },
    ...(exec ? [{ ...exec, word: gettext("Open console") }] : []),
    ...attach.map((entry) => ({ ...entry, word: gettext("Attach") })),
    { name: "page", word: gettext("Open container page"), run: () => location.assign(page) },
  ];
}

/**
 * @param {Page} page
 * @param {Container} container
 * @param {import("../command_controller.js").CommandController} controller
 * @returns {MenuEntry[]}
 */
function copying(page, { engine, id, name }, controller) {
  const open = openers(page, () => Promise.resolve(controller));
  const copy = (/** @type {string} */ text) => () => void navigator.clipboard?.writeText(text);
  const duplicate = {
    name: "clone",
    word: gettext("Duplicate…"),
    run: () => void open.create({ engine, from: { engine, id, name } }),
  };
  return [
    ...(modeRefusal(page, "clone") ? [] : [duplicate]),
    { name: "copy-name", word: gettext("Copy name"), line: name, run: copy(name) },
    { name: "copy-id", word: gettext("Copy id"), line: id.slice(0, 12), run: copy(id) },
  ];
}
