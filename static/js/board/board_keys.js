/** The keyboard on the board: `/` for the search, `?` for help, arrow keys between cards, and shortcuts of buttons. */

/** @import { Page } from "../../../types/view.d.ts" */
import { byId } from "../ui/dom.js";
import { pressShortcut } from "../ui/shortcuts.js";

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** Weight of the distance perpendicular to an arrow key, relative to the distance in its direction. */
const ASIDE = 2.5;

/** Handles keys and the roving tabindex: one card is in the Tab order, and arrow keys move the focus between cards. */
export class BoardKeys {
  #leave = new AbortController();
  #end = () => false;
  /** @type {HTMLElement | null} The card that had the focus last. */
  #at = null;

  /**
   * @param {Page} page
   * @param {import("../map/lifecycle_map.js").LifecycleMap} map
   */
  constructor(page, map) {
    this.page = page;
    this.lifecycleMap = map;
    this.map = map.root;
    this.search = byId("q", HTMLInputElement);
  }

  connect() {
    const { signal } = (this.#leave = new AbortController());
    document.addEventListener("keydown", (event) => this.#press(event), { signal });
    byId("skip", HTMLAnchorElement).addEventListener("click", (event) => this.#skip(event), { signal });
    this.map.addEventListener("focusin", ({ target }) => this.#rove(target), { signal });
    this.#end = this.lifecycleMap.onDraw(() => this.#keepOne());
  }

  disconnect() {
    this.#leave.abort();
    this.#end();
  }

  /** Focus the first card, or the map if it has none. A jump to `#map` would close the panel. @param {Event} event */
  #skip(event) {
    event.preventDefault();
    (this.#entry() ?? this.map).focus();
  }

  /** Return the card in the Tab order: the one that had the focus last, else the first one. */
  #entry() {
    const card = this.map.querySelector('[data-container][tabindex="0"]');
    return card instanceof HTMLElement ? card : cards(this.map)[0];
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]")) return;
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    if (isTyping) this.#pressTyping(event);
    else if (this.#pressed(event)) event.preventDefault();
  }

  /** @param {KeyboardEvent} event */
  #pressTyping(event) {
    if (event.target !== this.search) return;
    if (event.key === "Escape") {
      this.page.settings.set("q", "");
      this.search.value = "";
      this.search.blur();
    } else if (event.key === "ArrowDown" || event.key === "Enter") {
      event.preventDefault();
      cards(this.map)[0]?.focus();
    }
  }

  /**
   * Run the command of a key. Returns false if the key has none.
   * @param {KeyboardEvent} event
   */
  #pressed({ key, target }) {
    if (key === "/") this.search.focus();
    else if (key === "?") byId("help-dialog", HTMLDialogElement).showModal();
    else if (ARROWS[key]) return this.#go(ARROWS[key], target);
    else return pressShortcut(key);
    return true;
  }

  /**
   * @param {[number, number]} way
   * @param {EventTarget | null} from
   */
  #go(way, from) {
    const all = cards(this.map);
    if (!(from instanceof HTMLElement) || !from.matches("[data-container]")) {
      if (!entersMap(from, this.map)) return false;
      this.#entry()?.focus();
      return true;
    }
    nearest(all, from, way)?.focus();
    return true;
  }

  /** @param {EventTarget | null} target */
  #rove(target) {
    if (!(target instanceof HTMLElement) || !target.matches("[data-container]")) return;
    for (const card of this.map.querySelectorAll('[data-container][tabindex="0"]'))
      card.setAttribute("tabindex", "-1");
    target.tabIndex = 0;
    this.#at = target;
  }

  /**
   * Keep one card in the Tab order. If the focused card was removed, focus the map and not another card, so that the
   * next key does not act on the wrong container.
   */
  #keepOne() {
    if (this.#at && !this.#at.isConnected) {
      this.#at = null;
      if (document.activeElement === document.body) this.map.focus({ preventScroll: true });
    }
    if (this.map.querySelector('[data-container][tabindex="0"]')) return;
    const [first] = cards(this.map);
    if (first) first.tabIndex = 0;
  }
}

/**
 * Return whether an arrow key moves the focus from an element to the cards: from the page itself, its bars and the
 * other parts of the map. Elsewhere the keys scroll or belong to a control.
 * @param {EventTarget | null} from
 * @param {HTMLElement} map
 */
function entersMap(from, map) {
  if (!(from instanceof Element) || from.matches("select, [role=menu], [role=menu] *")) return false;
  return (
    from === document.body || map.contains(from) || from.closest("body > header, body > footer") !== null
  );
}

/**
 * @param {Element} root
 * @returns {HTMLElement[]}
 */
function cards(root) {
  return [...root.querySelectorAll("[data-container]")].filter((card) => card instanceof HTMLElement);
}

/**
 * Return the nearest card in a direction, or undefined.
 * @param {HTMLElement[]} all
 * @param {HTMLElement} from
 * @param {[number, number]} way
 */
function nearest(all, from, [dx, dy]) {
  const here = centre(from);
  let best = Infinity;
  /** @type {HTMLElement | undefined} */
  let found;
  for (const card of all) {
    const there = centre(card);
    const [x, y] = [there.x - here.x, there.y - here.y];
    const along = x * dx + y * dy;
    const far = along + ASIDE * Math.abs(x * dy + y * dx);
    if (along > 1 && far < best) [best, found] = [far, card];
  }
  return found;
}

/** @param {Element} card */
function centre(card) {
  const { left, top, width, height } = card.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}
