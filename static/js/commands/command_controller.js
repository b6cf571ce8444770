/** From a person's wish to a command: is it legal, must it be asked for, then run once. */

/** @import { Container } from "../../../types/wire.d.ts" */
/** @import { Page } from "../../../types/view.d.ts" */
/** @import { Offer } from "../../../types/act.d.ts" */
import { lazyImport } from "../ui/dialog_openers.js";
import { keyOf } from "../core/store.js";
import { alwaysAsks, consolesFor, isConsole, offerFor, offersFor, pageOf } from "./offers.js";
import { barrier, refusalText } from "./command_words.js";

/** @typedef {{x: number, y: number} | null} Spot where on the screen a word about it belongs */

/** Takes wishes from buttons, arrows, keys, menus and drags alike. */
export class CommandController {
  #isAsking = false;

  /**
   * @param {Page} page
   * @param {import("./command_tracker.js").CommandTracker} acts
   * @param {import("../ui/tooltip.js").Tooltip} note
   */
  constructor(page, acts, note) {
    this.page = page;
    this.acts = acts;
    this.note = note;
  }

  /**
   * Do `command`, or say why not. What takes something away, or is meant for many, is asked for first.
   * @param {string} command
   * @param {Container[]} containers
   * @param {{asks?: boolean, at?: Spot}} [how] `asks`: its options are wanted
   */
  async do(command, containers, { asks = false, at = null } = {}) {
    if (this.#isAsking) return;
    const offer = this.#offer(command, containers);
    if (!offer) return;
    const why = refusalText(this.page, offer);
    if (why) return this.note.say(why, at);
    return isConsole(command) ? this.#look(offer) : this.#begin(offer, asks);
  }

  /**
   * Show all that can be done to containers now, and do what is chosen.
   * @param {Container[]} containers
   * @param {HTMLElement} opener
   * @param {Spot} at
   */
  async menu(containers, opener, at) {
    // An attach to what does not run is possible and silent: nobody looks for it here.
    const running = containers.filter(({ state }) => state === "running");
    const consoles = running.length === containers.length ? consolesFor(running, this.page) : [];
    const offers = [...offersFor(containers, this.page), ...consoles];
    const legal = offers.filter((offer) => !refusalText(this.page, offer));
    await this.choose(legal, containers, { opener, at });
  }

  /**
   * Let the person choose among commands.
   * @param {Offer[]} offers
   * @param {Container[]} containers
   * @param {{opener: HTMLElement, at: Spot}} where
   */
  async choose(offers, containers, { opener, at }) {
    const menu = await lazyImport(() => import("./cards/card_menu.js"));
    const why = barrier(this.page, containers);
    const command = await menu?.chosen(this.page, { offers, containers, opener, at, why });
    if (command) await this.do(command, containers, { at });
  }

  /**
   * The command as it stands for what the containers are now.
   * @param {string} command
   * @param {Container[]} containers
   */
  #offer(command, containers) {
    const known = this.page.store.state.containers;
    const now = containers.flatMap((container) => known.get(keyOf(container)) ?? []);
    return now.length ? offerFor(command, now, this.page) : undefined;
  }

  /** @param {Offer} offer @param {boolean} asks */
  async #begin(offer, asks) {
    if (offer.applies.every((container) => this.acts.isBlocked(offer.command, container))) return;
    const mustAsk = offer.asks || alwaysAsks(offer.command);
    if (mustAsk || (asks && offer.options.length)) return this.#ask(offer);
    await this.acts.run(offer);
  }

  /** A console opens on the container's own page. @param {Offer} offer */
  #look({ command, applies: [container] }) {
    if (container) location.assign(`${pageOf(container)}#${command}`);
  }

  /** Exactly those that were named in the question get the command. @param {Offer} offer */
  async #ask(offer) {
    this.#isAsking = true;
    try {
      const question = await lazyImport(() => import("./command_dialog.js"));
      const values = await question?.askToRun(this.page, offer);
      if (values) void this.acts.run(offer, values);
    } finally {
      this.#isAsking = false;
    }
  }
}
