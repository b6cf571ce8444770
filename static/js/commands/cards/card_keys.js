/** Keyboard commands on the selected cards or the focused card. */

/** @import { Container } from "../../../../types/wire.d.ts" */
/** @import { Page } from "../../../../types/view.d.ts" */
import { cardAt, containerAt, keyAt } from "./card_lookup.js";
import { offersFor } from "../pure/offers.js";

/**
 * The commands of each key. The first possible one runs. If none is possible, the last one shows the reason.
 * @type {Record<string, string[]>}
 */
const COMMANDS = {
  s: ["start", "stop"],
  p: ["pause", "unpause"],
  r: ["restart"],
  k: ["kill"],
  n: ["rename"],
  F2: ["rename"],
  Delete: ["remove", "force-remove"],
  e: ["exec"],
  a: ["attach"],
};

/** Listens for keys on the whole document. Owns no elements. */
export class CardKeys {
  #leave = new AbortController();

  /**
   * @param {Page} page
   * @param {{selection: import("./selection.js").Selection, controller: import("../command_controller.js").CommandController}} of
   */
  constructor(page, { selection, controller }) {
    this.page = page;
    this.selection = selection;
    this.controller = controller;
  }

  connect() {
    const { signal } = (this.#leave = new AbortController());
    // In the capture phase, before `board_keys.js`: keys of a focused card take precedence over keys of the page.
    document.addEventListener("keydown", (event) => this.#press(event), { signal, capture: true });
  }

  disconnect() {
    this.#leave.abort();
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (isTaken(event) || event.target instanceof HTMLInputElement) return;
    const card = cardAt(event.target);
    const isOurs = event.key === "Escape" || card || isGround(event.target);
    if (isOurs && this.#pressed(event.key, card)) event.preventDefault();
  }

  /**
   * Run the command of a key. Returns false if the key has none.
   * @param {string} key
   * @param {HTMLElement | null} card
   */
  #pressed(key, card) {
    const commands = COMMANDS[key];
    const meant = this.#meant(card);
    if (key === "Escape") return this.selection.clear();
    if (key === " " && card) this.selection.toggle(keyAt(card));
    else if (key === "m" && card) void this.controller.menu(meant, card, null);
    else if (commands && meant.length) void this.controller.do(this.#first(commands, meant), meant);
    else return false;
    return true;
  }

  /**
   * @param {string[]} commands
   * @param {Container[]} containers
   */
  #first(commands, containers) {
    const legal = offersFor(containers, this.page).filter(({ isLegal }) => isLegal);
    return (
      commands.find((command) => legal.some((offer) => offer.command === command)) ?? commands.at(-1) ?? ""
    );
  }

  /** @param {HTMLElement | null} card @returns {Container[]} */
  #meant(card) {
    if (this.selection.size) return this.selection.containers;
    const container = card && containerAt(this.page, card);
    return container ? [container] : [];
  }
}

/** @param {EventTarget | null} target */
function isGround(target) {
  return target === document.body || (target instanceof Element && target.id === "map");
}

/**
 * Return whether a key must be ignored: it has a modifier, is repeated, was handled, or a dialog or menu is open.
 * @param {KeyboardEvent} event
 */
function isTaken({ ctrlKey, metaKey, altKey, repeat, defaultPrevented }) {
  if (ctrlKey || metaKey || altKey || repeat || defaultPrevented) return true;
  return document.querySelector("dialog[open], :popover-open") !== null;
}
