/** List of running and recently ended pulls. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { Pull } from "../../../types/wire.d.ts" */
import { PullCard } from "./pull_progress.js";

/** View of the pull store. `root` is hidden if there are no pulls. */
export class PullList {
  /** @type {Map<string, PullCard>} */
  #cards = new Map();
  /** @type {(() => unknown)[]} */
  #ends = [];

  /**
   * @param {HTMLElement} root
   * @param {Page} page
   * @param {(pull: Pull) => void} again
   */
  constructor(root, page, again) {
    this.root = root;
    this.list = root.querySelector("[data-list]") ?? root;
    this.page = page;
    this.again = again;
  }

  connect() {
    const { pulls, clock } = this.page;
    this.#ends = [pulls.subscribe(() => this.write()), clock.onTick(() => this.#tick())];
    this.write();
  }

  disconnect() {
    for (const end of this.#ends.splice(0)) end();
  }

  write() {
    const { pulls, clock, settings } = this.page;
    const { engine } = settings.filter;
    const shown = pulls.list(clock.now()).filter((pull) => !engine || pull.engine === engine);
    const ids = new Set(shown.map(({ id }) => id));
    for (const [id, card] of this.#cards) if (!ids.has(id)) this.#drop(id, card);
    shown.forEach((pull, index) => this.#write(pull, index));
    this.root.hidden = !shown.length;
  }

  /**
   * Write a card. A card that is already at its place is not moved, because moving drops the focus.
   * @param {Pull} pull
   * @param {number} index
   */
  #write(pull, index) {
    const known = this.#cards.get(pull.id);
    const card = known ?? new PullCard(this.page, pull, this.again);
    this.#cards.set(pull.id, card);
    card.write(pull);
    const there = this.list.children[index];
    if (there !== card.element) this.list.insertBefore(card.element, there ?? null);
    if (!known) goToIfLinked(card.element);
  }

  /** @param {string} id @param {PullCard} card */
  #drop(id, card) {
    card.element.remove();
    this.#cards.delete(id);
  }

  #tick() {
    for (const card of this.#cards.values()) card.tick();
    if (this.#cards.size !== this.page.pulls.list(this.page.clock.now()).length) this.write();
  }
}

/**
 * Scroll to the card that the fragment of the address names. The browser cannot, because the card is created later.
 * @param {HTMLElement} card
 */
function goToIfLinked(card) {
  if (location.hash !== `#${card.id}`) return;
  card.setAttribute("aria-current", "true");
  card.scrollIntoView({ block: "nearest" });
}
