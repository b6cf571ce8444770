/** Drag and drop of cards: shows which commands lead to each room and runs the command of the drop. */

/** @import { Container, Room } from "../../../../types/wire.d.ts" */
/** @import { Page } from "../../../../types/view.d.ts" */
/** @import { Offer, Target } from "../../../../types/commands.d.ts" */
import { element, setAttributes, setText } from "../../ui/dom.js";
import { visible } from "../../core/pure/format.js";
import { loadStyle } from "../../ui/stylesheets.js";
import { offersFor } from "../pure/offers.js";
import { targetOf } from "../pure/drop_targets.js";
import { barrier, countText, dropText } from "../command_words.js";

/** A pointer this close to the upper or lower edge of the window scrolls the page, by `SCROLL_PX` per frame. */
const EDGE_PX = 72;
const SCROLL_PX = 14;
/** How long the reason beside the pointer must be shown before it counts as read. */
const READ_MS = 800;

/** @typedef {{room: Room, target: Target, x: number, y: number, isRead: boolean}} Drop */
/** @typedef {{containers: Container[], card: HTMLElement, pointerId: number, event: PointerEvent, controller: import("../command_controller.js").CommandController}} Ask */

/**
 * Follow the pointer until the drop or the cancellation. A drop runs the command that leads to the room, opens a menu
 * if there are several, or shows why there is none, unless the user could read that before. The card does not move.
 * @param {Page} page
 * @param {Ask} ask
 */
export async function drag(page, ask) {
  await loadStyle("drag.css");
  const session = new Drag(page, ask);
  const drop = await session.followed();
  if (!drop) return;
  const at = { x: drop.x, y: drop.y };
  const [only, ...others] = drop.target.offers;
  if (!only && drop.isRead)
    ask.controller.tooltip.speak(dropText(page, drop.target, ask.containers, drop.room));
  else if (!only) ask.controller.tooltip.show(dropText(page, drop.target, ask.containers, drop.room), at);
  else if (others.length)
    void ask.controller.choose(drop.target.offers, ask.containers, { opener: ask.card, at });
  else void ask.controller.do(only.command, ask.containers, { at });
}

class Drag {
  #leave = new AbortController();
  #frame = 0;
  #reading = 0;
  #x = 0;
  #y = 0;
  /** @type {HTMLElement | null} */
  #over = null;

  /**
   * @param {Page} page
   * @param {Ask} ask
   */
  constructor(page, { containers, card, pointerId, event }) {
    this.page = page;
    this.containers = containers;
    this.card = card;
    this.pointerId = pointerId;
    this.offers = this.#offers();
    this.name = element("b", { translate: "no" }, this.#name());
    this.word = element("span");
    this.ghost = element("div", { class: "dragged", "aria-hidden": "true" }, this.name, this.word);
    this.#x = event.clientX;
    this.#y = event.clientY;
  }

  /** @returns {Promise<Drop | null>} */
  followed() {
    document.body.append(this.ghost);
    this.card.toggleAttribute("data-dragged", true);
    for (const room of rooms()) this.#mark(room);
    this.#scroll();
    this.#follow();
    return new Promise((resolve) => this.#listen(resolve));
  }

  /** @returns {Offer[]} */
  #offers() {
    return barrier(this.page, this.containers) ? [] : offersFor(this.containers, this.page);
  }

  #name() {
    const [first, ...others] = this.containers;
    return others.length || !first ? countText(this.containers.length) : visible(first.name);
  }

  /** @param {(drop: Drop | null) => void} resolve */
  #listen(resolve) {
    const { signal } = this.#leave;
    const end = (/** @type {boolean} */ drops) => {
      const room = drops ? roomOf(this.#over) : null;
      const isRead = this.ghost.hasAttribute("data-read");
      this.#end();
      resolve(room ? { room, target: this.#target(room), x: this.#x, y: this.#y, isRead } : null);
    };
    const ours = (/** @type {PointerEvent} */ { pointerId }) => pointerId === this.pointerId;
    document.addEventListener("pointermove", (event) => ours(event) && this.#move(event), { signal });
    document.addEventListener("pointerup", (event) => ours(event) && end(true), { signal });
    document.addEventListener("pointercancel", (event) => ours(event) && end(false), { signal });
    const press = (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      end(false);
    };
    window.addEventListener("keydown", press, { signal, capture: true });
    window.addEventListener("blur", () => end(false), { signal });
  }

  #end() {
    this.#leave.abort();
    cancelAnimationFrame(this.#frame);
    window.clearTimeout(this.#reading);
    this.ghost.remove();
    this.card.removeAttribute("data-dragged");
    for (const room of rooms())
      setAttributes(room, { "data-drop": null, "data-over": null, "data-drop-word": null });
  }

  /** @param {Element} room */
  #mark(room) {
    const name = roomOf(room);
    if (!name) return;
    const words = this.#target(name).offers.map(({ word }) => word);
    setAttributes(room, {
      "data-drop": words.length ? "legal" : "none",
      "data-drop-word": words.length ? words.join(" · ") : null,
    });
  }

  /** @param {Room} room */
  #target(room) {
    return targetOf(this.offers, room);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    this.#x = event.clientX;
    this.#y = event.clientY;
    this.#follow();
  }

  #follow() {
    this.ghost.style.transform = `translate(${this.#x}px, ${this.#y}px)`;
    this.ghost.toggleAttribute("data-left", this.#x > innerWidth * 0.6);
    const under = document.elementFromPoint(this.#x, this.#y)?.closest("[data-room]");
    const over = under instanceof HTMLElement ? under : null;
    if (over === this.#over) return;
    this.#over?.removeAttribute("data-over");
    over?.toggleAttribute("data-over", true);
    this.#over = over;
    const room = roomOf(over);
    const target = room && this.#target(room);
    this.ghost.toggleAttribute("data-legal", Boolean(target?.offers.length));
    setText(this.word, room && target ? dropText(this.page, target, this.containers, room) : "");
    window.clearTimeout(this.#reading);
    this.ghost.removeAttribute("data-read");
    this.#reading = window.setTimeout(() => this.ghost.toggleAttribute("data-read", true), READ_MS);
  }

  /** Scroll the page near its upper and lower edge, in every frame. Stacked rooms need it. */
  #scroll() {
    const near = this.#y < EDGE_PX ? -1 : this.#y > innerHeight - EDGE_PX ? 1 : 0;
    if (near) {
      window.scrollBy(0, near * SCROLL_PX);
      this.#follow();
    }
    this.#frame = requestAnimationFrame(() => this.#scroll());
  }
}

function rooms() {
  return document.querySelectorAll("[data-room]");
}

/**
 * @param {Element | null} room
 * @returns {Room | null}
 */
function roomOf(room) {
  return /** @type {Room | null} */ (room?.getAttribute("data-room") ?? null);
}
