/** Announces transitions (at most every two seconds) and connection changes to screen readers. */

/** @import { Move } from "../../../types/wire.d.ts" */
/** @import { Delta, Page } from "../../../types/view.d.ts" */
import { byId } from "./dom.js";
import { visible } from "../core/pure/format.js";
import { gettext, ngettext } from "../core/i18n.js";
import { liveness } from "./connection_banner.js";
import { corrected } from "../core/pure/store.js";
import { moveText } from "../core/container_words.js";

const EVERY_MS = 2000;
const SENTENCES_AT_MOST = 3;

/** Writes the polite live region `#announcements`. Moves are collected for two seconds, then the last three are announced. */
export class Announcer {
  /** @type {Move[]} */
  #waiting = [];
  /** @type {string} */
  #live = "lost";
  #timer = 0;
  #end = () => false;

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.line = byId("announcements", HTMLElement);
  }

  connect() {
    this.#end = this.page.store.subscribe((delta) => this.#take(delta));
  }

  disconnect() {
    this.#end();
    window.clearTimeout(this.#timer);
    this.#timer = 0;
  }

  /** Announce `text` at once: the result of something the user has just done. @param {string} text */
  announce(text) {
    this.line.textContent = text;
  }

  /** @param {Delta} delta */
  #take(delta) {
    this.#announceLiveness();
    if (delta.kind !== "change") return;
    this.#waiting = corrected(this.#waiting, delta.change);
    if (!delta.change.moves.length) return;
    this.#waiting = [...this.#waiting, ...delta.change.moves].slice(-100);
    this.#timer ||= window.setTimeout(() => this.#announceMoves(), EVERY_MS);
  }

  #announceLiveness() {
    const { store, settings } = this.page;
    const live = liveness(store.state, settings.filter.engine);
    if (live === this.#live) return;
    this.#live = live;
    this.line.textContent = {
      live: gettext("The page is live."),
      stale: gettext("The page is out of date. An engine is not connected or not responding."),
      lost: gettext("The page is out of date. There is no connection to the server."),
    }[live];
  }

  #announceMoves() {
    this.#timer = 0;
    const moves = this.#waiting.splice(0);
    const sentences = moves
      .slice(-SENTENCES_AT_MOST)
      .map((move) => `${visible(move.name)} ${moveText(move)}`);
    const more = moves.length - sentences.length;
    if (more > 0) sentences.push(ngettext("%(count)s more event", "%(count)s more events", more));
    this.line.textContent = sentences.join(". ");
  }
}
