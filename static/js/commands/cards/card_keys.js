/** Keys that do something to the card with the focus, or to those selected. */

/** @import { Container } from "../../../../types/wire.d.ts" */
/** @import { Page } from "../../../../types/view.d.ts" */
import { cardAt, containerAt, keyAt } from "./card_lookup.js";
import { offersFor } from "../offers.js";

/** The commands of a key: the first of them that is legal, else the last, which says why not. @type {Record<string, string[]>} */
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

/** A view without a face. */
export class ActKeys {
  #leave = new AbortController();

  /**
   * @param {Page} page
   * @param {{selection: import("./selection.js").Selection, doer: import("../command_controller.js").CommandController}} of
   */
  constructor(page, { selection, doer }) {
    this.page = page;
    this.selection = selection;
    this.doer = doer;
  }

  connect() {
    const { signal } = (this.#leave = new AbortController());
    // Before the page's own keys: a letter means the card that has the focus first.
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
   * Do what a key says; returns whether it says anything.
   * @param {string} key
   * @param {HTMLElement | null} card
   */
  #pressed(key, card) {
    const commands = COMMANDS[key];
    const meant = this.#meant(card);
    if (key === "Escape") return this.selection.clear();
    if (key === " " && card) this.selection.toggle(keyAt(card));
    else if (key === "m" && card) void this.doer.menu(meant, card, null);
    else if (commands && meant.length) void this.doer.do(this.#first(commands, meant), meant);
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

/** It is a browser's, repeated, understood already, or meant for what lies over the picture. @param {KeyboardEvent} event */
function isTaken({ ctrlKey, metaKey, altKey, repeat, defaultPrevented }) {
  if (ctrlKey || metaKey || altKey || repeat || defaultPrevented) return true;
  return document.querySelector("dialog[open], :popover-open") !== null;
}
