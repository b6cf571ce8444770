/** The lifecycle map as a view of containers: the cards in reading order, and the focus between them. */

/** @import { ContainerView } from "../../../types/view.d.ts" */
import { keyOf } from "../core/pure/store.js";
import { cardAt, keyAt } from "../commands/cards/card_lookup.js";

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** Weight of the distance perpendicular to an arrow key, relative to the distance in its direction. */
const ASIDE = 2.5;

/**
 * Keeps one card in the Tab order, the one that had the focus last.
 * @implements {ContainerView}
 */
export class MapView {
  #leave = new AbortController();
  #end = () => false;
  /** @type {HTMLElement | null} The card that had the focus last. */
  #at = null;

  /** @param {import("../map/lifecycle_map.js").LifecycleMap} map */
  constructor(map) {
    this.map = map;
    this.root = map.root;
    this.ground = map.root;
  }

  connect() {
    const { signal } = (this.#leave = new AbortController());
    this.root.addEventListener("focusin", ({ target }) => this.#rove(target), { signal });
    this.#end = this.map.onDraw(() => this.#keepOne());
  }

  disconnect() {
    this.#leave.abort();
    this.#end();
  }

  get scene() {
    return this.map.scene;
  }

  /** @param {() => void} listener */
  onDraw(listener) {
    return this.map.onDraw(listener);
  }

  /** @param {string} key */
  elementOf(key) {
    return this.map.elementOf(key);
  }

  /** Return the keys room by room, in each room row by row, then those of containers that are only counted. */
  keys() {
    const rooms = [...this.root.querySelectorAll("[data-room]")];
    const drawn = rooms.flatMap((room) =>
      cards(room)
        .map((card) => ({ key: keyAt(card), box: card.getBoundingClientRect() }))
        .sort((a, b) => a.box.top - b.box.top || a.box.left - b.box.left)
        .map(({ key }) => key),
    );
    const scenes = [...(this.scene?.rooms.values() ?? [])];
    const all = scenes.flatMap(({ problems, calm }) => [...problems, ...calm].map(keyOf));
    return [...new Set([...drawn, ...all])];
  }

  /** @param {string} key */
  focus(key) {
    const card = this.elementOf(key);
    card?.focus();
    return card !== undefined;
  }

  /**
   * @param {string | null} from
   * @param {string} key
   */
  next(from, key) {
    const way = ARROWS[key];
    if (!way) return undefined;
    const all = cards(this.root);
    const card = from === null ? undefined : this.elementOf(from);
    const found = card ? nearest(all, card, way) : (all.find(({ tabIndex }) => tabIndex === 0) ?? all[0]);
    return found ? keyAt(found) : null;
  }

  /** @param {EventTarget | null} target */
  #rove(target) {
    const card = cardAt(target);
    if (!card || card !== target) return;
    for (const other of this.root.querySelectorAll('[data-container][tabindex="0"]'))
      other.setAttribute("tabindex", "-1");
    card.tabIndex = 0;
    this.#at = card;
  }

  /**
   * Keep one card in the Tab order. If the focused card was removed, focus the map and not another card, so that the
   * next key does not act on the wrong container.
   */
  #keepOne() {
    if (this.#at && !this.#at.isConnected) {
      this.#at = null;
      if (document.activeElement === document.body) this.root.focus({ preventScroll: true });
    }
    if (this.root.querySelector('[data-container][tabindex="0"]')) return;
    const [first] = cards(this.root);
    if (first) first.tabIndex = 0;
  }
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
