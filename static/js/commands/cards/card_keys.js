/** Keyboard commands on the selected cards, on the focused card or on the container of the open panel. */

/** @import { Container } from "../../../../types/wire.d.ts" */
/** @import { ContainerView, Page } from "../../../../types/view.d.ts" */
import { visible } from "../../core/pure/format.js";
import { gettext } from "../../core/i18n.js";
import { COMMAND_KEYS } from "../pure/command_keys.js";
import { offersFor } from "../pure/offers.js";
import { cardAt, containerAt, keyAt } from "./card_lookup.js";

/** Listens for keys on the whole document. Owns no elements. */
export class CardKeys {
  #leave = new AbortController();
  /** @type {HTMLElement | null} The focused card if it has no visible focus ring. */
  #unseen = null;

  /**
   * @param {Page} page
   * @param {{view: ContainerView, panel: import("../../board/container_panel.js").ContainerPanel, selection: import("./selection.js").Selection, controller: import("../command_controller.js").CommandController}} of
   */
  constructor(page, { view, panel, selection, controller }) {
    this.page = page;
    this.view = view;
    this.panel = panel;
    this.selection = selection;
    this.controller = controller;
  }

  connect() {
    const { signal } = (this.#leave = new AbortController());
    // In the capture phase, before `board_keys.js`: keys of a focused card take precedence over keys of the page.
    document.addEventListener("keydown", (event) => this.#press(event), { signal, capture: true });
    this.view.root.addEventListener("focusin", ({ target }) => this.#look(cardAt(target)), { signal });
  }

  disconnect() {
    this.#leave.abort();
  }

  /** Note a card that gets the focus without a ring, for example after a dialog closed. @param {HTMLElement | null} card */
  #look(card) {
    this.#unseen = card?.matches(":focus-visible") ? null : card;
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.target instanceof HTMLInputElement || isDialogOpen()) return;
    const card = cardAt(event.target);
    const isOurs = event.key === "Escape" || card || this.#isGround(event.target);
    if (!isOurs || event.repeat || event.defaultPrevented) return;
    if (isSelectAll(event) ? this.#selectAll() : !hasModifier(event) && this.#pressed(event.key, card))
      event.preventDefault();
  }

  /**
   * Run the command of a key. Returns false if the key has none.
   * @param {string} key
   * @param {HTMLElement | null} card
   */
  #pressed(key, card) {
    const commands = COMMAND_KEYS[key];
    if (key === "Escape") return this.selection.clear();
    if (key === " " && card) this.selection.toggle(keyAt(card));
    else if (key === "m" && card) void this.controller.menu(this.#meant(card), card, null);
    else if (commands) return this.#run(commands, card);
    else return false;
    return true;
  }

  /**
   * @param {string[]} commands
   * @param {HTMLElement | null} card
   */
  #run(commands, card) {
    const meant = this.#meant(card);
    if (!meant.length) return false;
    if (card && card === this.#unseen && !this.selection.size) this.#show(card);
    else void this.controller.do(this.#first(commands, meant), meant, { byKey: true });
    return true;
  }

  /** Show the focus ring of a card in place of running a command on it. @param {HTMLElement} card */
  #show(card) {
    card.blur();
    card.focus({ preventScroll: true });
    this.#unseen = null;
    const name = visible(card.dataset["container"] ?? "");
    this.controller.tooltip.show(
      gettext("Keys run commands on %(name)s. Press the key again to run the command.", { name }),
    );
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

  /**
   * Return the selected containers, else the container of the card, else that of the panel if the focus is in it.
   * @param {HTMLElement | null} card
   * @returns {Container[]}
   */
  #meant(card) {
    if (this.selection.size) return this.selection.containers;
    const { key } = this.panel;
    const inPanel = this.panel.panel.contains(document.activeElement) && key !== null;
    const opened = inPanel ? this.page.store.state.containers.get(key) : undefined;
    const container = card ? containerAt(this.page, card) : opened;
    return container ? [container] : [];
  }

  /** Select all containers that the view shows. Returns false if it shows none. */
  #selectAll() {
    const keys = this.view.keys();
    if (keys.length) this.selection.add(keys);
    return keys.length > 0;
  }

  /** @param {EventTarget | null} target */
  #isGround(target) {
    if (!(target instanceof Element)) return false;
    return target === document.body || target === this.view.ground || this.panel.panel.contains(target);
  }
}

/** Return whether a dialog or a menu is open. It handles all keys. */
function isDialogOpen() {
  return document.querySelector("dialog[open], :popover-open") !== null;
}

/** @param {KeyboardEvent} event */
function isSelectAll({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  return key === "a" && (ctrlKey || metaKey) && !altKey && !shiftKey;
}

/** @param {KeyboardEvent} event */
function hasModifier({ ctrlKey, metaKey, altKey }) {
  return ctrlKey || metaKey || altKey;
}
