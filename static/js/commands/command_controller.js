/** Handles a request for a command: checks that it is possible, asks for confirmation if necessary, and runs it. */

/** @import { Container } from "../../../types/wire.d.ts" */
/** @import { Page } from "../../../types/view.d.ts" */
/** @import { MenuEntry, Offer, Run } from "../../../types/commands.d.ts" */
import { importModule } from "../core/retry.js";
import { lazyImport } from "../ui/dialogs/dialog_openers.js";
import { gettext } from "../core/i18n.js";
import { keyOf } from "../core/pure/store.js";
import { alwaysAsks, consolesFor, isConsole, offerFor, offersFor, pageOf } from "./pure/offers.js";
import { interrupts } from "./pure/command_keys.js";
import { barrier, busyText, refusalText } from "./command_words.js";

/** @typedef {{x: number, y: number} | null} Spot the point of the window for a message about the command */

/** The one entry point for commands from buttons, arrows, keys, menus and drag and drop. */
export class CommandController {
  #isAsking = false;

  /**
   * @param {Page} page
   * @param {import("./command_tracker.js").CommandTracker} tracker
   * @param {import("../ui/tooltip.js").Tooltip} tooltip
   */
  constructor(page, tracker, tooltip) {
    this.page = page;
    this.tracker = tracker;
    this.tooltip = tooltip;
  }

  /**
   * Run `command`, or show why it is not possible. Commands that delete or kill, `rename`, and commands on more than
   * one container open a dialog first.
   * @param {string} command
   * @param {Container[]} containers
   * @param {{asks?: boolean, byKey?: boolean, at?: Spot}} [how] `asks`: open the dialog if the command has options;
   *   `byKey`: open it also before a command that interrupts a running container
   */
  async do(command, containers, { at = null, ...how } = {}) {
    if (this.#isAsking) return;
    const offer = this.#offer(command, containers);
    if (!offer) return;
    const why = refusalText(this.page, offer);
    if (why) return this.tooltip.show(why, at);
    return isConsole(command) ? this.#openConsole(offer) : this.#begin(offer, asksFirst(offer, how), at);
  }

  /**
   * Run a command on one container of the store, if it still exists.
   * @param {string} command
   * @param {{engine: string, id: string}} of
   */
  async doFor(command, of) {
    const container = this.page.store.state.containers.get(keyOf(of));
    if (container) await this.do(command, [container]);
    else this.tooltip.show(gettext("The container does not exist."));
  }

  /**
   * Open the menu of a card or of several: logs, console and page of one, then all commands that are possible now.
   * @param {Container[]} containers
   * @param {HTMLElement} opener
   * @param {Spot} at
   */
  async menu(containers, opener, at) {
    // An attach to a container that is not running is allowed, but shows no output. The menu leaves it out.
    const running = containers.filter(({ state }) => state === "running");
    const consoles = running.length === containers.length ? consolesFor(running, this.page) : [];
    const offers = [...offersFor(containers, this.page), ...consoles];
    const legal = offers.filter((offer) => !refusalText(this.page, offer));
    const entries = await lazyImport(() => import("./cards/menu_entries.js"));
    if (entries)
      await this.#choose(
        entries.menuEntries(this.page, { offers: legal, containers, controller: this }),
        containers,
        {
          opener,
          at,
        },
      );
  }

  /**
   * Open a menu with `offers`, and run the chosen command.
   * @param {Offer[]} offers
   * @param {Container[]} containers
   * @param {{opener: HTMLElement, at: Spot}} where
   */
  async choose(offers, containers, { opener, at }) {
    const menu = await lazyImport(() => import("./cards/menu_entries.js"));
    const entries = offers.flatMap((offer) => menu?.commandEntry(this.page, offer) ?? []);
    await this.#choose(entries, containers, { opener, at });
  }

  /**
   * @param {MenuEntry[]} entries
   * @param {Container[]} containers
   * @param {{opener: HTMLElement, at: Spot}} where
   */
  async #choose(entries, containers, { opener, at }) {
    const menu = await lazyImport(() => import("./cards/card_menu.js"));
    const why = barrier(this.page, containers);
    const entry = await menu?.chosen({ entries, containers, opener, at, why });
    if (entry?.run) entry.run();
    else if (entry) await this.do(entry.name, containers, { at });
  }

  /**
   * Return why a command is not possible now, or an empty string.
   * @param {string} command
   * @param {Container[]} containers
   */
  refusal(command, containers) {
    const offer = this.#offer(command, containers);
    return offer ? refusalText(this.page, offer) : gettext("The container does not exist.");
  }

  /**
   * Open the dialog of a command above the open dialog, and run the command. Returns the run with all outcomes, or null
   * if the user cancelled or another command is running on the containers. Rejects if the dialog cannot be loaded.
   * @param {string} command
   * @param {Container[]} containers
   * @returns {Promise<Run | null>}
   */
  async confirm(command, containers) {
    const offer = this.#offer(command, containers);
    if (!offer || this.#isAsking || refusalText(this.page, offer)) return null;
    const values = await this.#values(offer, importModule);
    return values && this.tracker.run(offer, values);
  }

  /**
   * Return the offer of a command for the current state of the containers, or undefined.
   * @param {string} command
   * @param {Container[]} containers
   */
  #offer(command, containers) {
    const known = this.page.store.state.containers;
    const now = containers.flatMap((container) => known.get(keyOf(container)) ?? []);
    return now.length ? offerFor(command, now, this.page) : undefined;
  }

  /** @param {Offer} offer @param {boolean} asks @param {Spot} at */
  async #begin(offer, asks, at) {
    if (offer.applies.every((container) => this.tracker.isBlocked(offer.command, container)))
      return this.tooltip.show(busyText(), at);
    const values = asks ? await this.#values(offer, lazyImport) : {};
    if (values) await this.tracker.run(offer, values);
  }

  /** Open the console on the page of the container. @param {Offer} offer */
  #openConsole({ command, applies: [container] }) {
    if (container) location.assign(`${pageOf(container)}#${command}`);
  }

  /**
   * Return the values that the user confirmed in the dialog of a command, or null. The command then runs on exactly the
   * containers that the dialog named.
   * @param {Offer} offer
   * @param {(load: () => Promise<typeof import("./command_dialog.js")>) => Promise<typeof import("./command_dialog.js") | null>} load
   */
  async #values(offer, load) {
    this.#isAsking = true;
    try {
      const dialog = await load(() => import("./command_dialog.js"));
      return dialog ? await dialog.askToRun(this.page, offer) : null;
    } finally {
      this.#isAsking = false;
    }
  }
}

/**
 * Return whether the dialog of a command opens before it runs.
 * @param {Offer} offer
 * @param {{asks?: boolean, byKey?: boolean}} how
 */
function asksFirst(offer, { asks = false, byKey = false }) {
  const { command } = offer;
  return (
    offer.asks || alwaysAsks(command) || (byKey && interrupts(command)) || (asks && offer.options.length > 0)
  );
}
