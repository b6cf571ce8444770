/** Pointer gestures on cards: select, drag and open the menu, with mouse, pen and touch. */

/** @import { Container } from "../../../../types/wire.d.ts" */
/** @import { ContainerView, Page } from "../../../../types/view.d.ts" */
import { lazyImport } from "../../ui/dialogs/dialog_openers.js";
import { cardAt, containerAt, keyAt } from "./card_lookup.js";
import { between } from "../pure/selection_range.js";

const HOLD_MS = 450;
/** A pointer that moves less than this does not start a drag. */
const STILL_PX = 6;

/** @typedef {{card: HTMLElement, event: PointerEvent, isHeld: boolean}} Press */

/** Listens on the view of the containers. Owns no elements. */
export class CardGestures {
  #leave = new AbortController();
  /** @type {Press | null} */
  #press = null;
  #timer = 0;
  /** Whether the next click is ignored, because it ends a drag or a long press. */
  #ignoresClick = false;
  #isDragging = false;

  /**
   * @param {Page} page
   * @param {{view: ContainerView, selection: import("./selection.js").Selection, controller: import("../command_controller.js").CommandController}} of
   */
  constructor(page, { view, selection, controller }) {
    this.page = page;
    this.view = view;
    this.root = view.root;
    this.selection = selection;
    this.controller = controller;
  }

  connect() {
    const { signal } = (this.#leave = new AbortController());
    const { root } = this;
    root.addEventListener("pointerdown", (event) => this.#down(event), { signal });
    document.addEventListener("pointermove", (event) => this.#move(event), { signal });
    document.addEventListener("pointerup", () => this.#up(), { signal });
    document.addEventListener("pointercancel", () => this.#forget(), { signal });
    root.addEventListener("mousedown", keepTextUnselected, { signal });
    root.addEventListener("click", (event) => this.#click(event), { signal, capture: true });
    root.addEventListener("contextmenu", (event) => this.#menu(event), { signal });
    root.addEventListener("dragstart", (event) => event.preventDefault(), { signal });
    root.addEventListener("touchmove", (event) => this.#keepStill(event), { signal, passive: false });
  }

  disconnect() {
    this.#forget();
    this.#leave.abort();
  }

  /** @param {PointerEvent} event */
  #down(event) {
    this.#ignoresClick = false;
    const card = cardAt(event.target);
    if (!card || event.button || !event.isPrimary || event.ctrlKey || event.metaKey || event.shiftKey) return;
    this.#press = { card, event, isHeld: false };
    if (event.pointerType === "touch") this.#timer = window.setTimeout(() => this.#hold(), HOLD_MS);
    else warm();
  }

  /** Handle a long press: the finger now drags or selects the card and no longer scrolls the page. */
  #hold() {
    if (!this.#press) return;
    this.#press.isHeld = true;
    this.#press.card.toggleAttribute("data-held", true);
    navigator.vibrate?.(12);
    warm();
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const press = this.#press;
    if (!press || this.#isDragging || event.pointerId !== press.event.pointerId) return;
    if (Math.hypot(event.clientX - press.event.clientX, event.clientY - press.event.clientY) < STILL_PX)
      return;
    if (event.pointerType === "touch" && !press.isHeld) this.#forget();
    else void this.#drag(press, event);
  }

  /**
   * @param {Press} press
   * @param {PointerEvent} event
   */
  async #drag({ card, event: { pointerId } }, event) {
    const containers = this.#meant(card);
    if (!containers.length) return this.#forget();
    this.#isDragging = true;
    this.#ignoresClick = true;
    try {
      const dragging = await lazyImport(() => import("./card_drag.js"));
      if (this.#press)
        await dragging?.drag(this.page, { containers, card, pointerId, event, controller: this.controller });
    } finally {
      this.#isDragging = false;
      this.#forget();
    }
  }

  /**
   * Return the selected containers if `card` is selected, else only the container of `card`.
   * @param {HTMLElement} card
   * @returns {Container[]}
   */
  #meant(card) {
    if (this.selection.has(keyAt(card))) return this.selection.containers;
    const container = containerAt(this.page, card);
    return container ? [container] : [];
  }

  #up() {
    const press = this.#press;
    if (press?.isHeld && !this.#isDragging) {
      this.#ignoresClick = true;
      this.selection.toggle(keyAt(press.card));
    }
    if (!this.#isDragging) this.#forget();
    else this.#press = null;
  }

  #forget() {
    window.clearTimeout(this.#timer);
    this.root.querySelector("[data-held]")?.removeAttribute("data-held");
    if (!this.#isDragging) this.#press = null;
  }

  /** Prevent scrolling by touch during a long press or a drag. @param {TouchEvent} event */
  #keepStill(event) {
    if ((this.#press?.isHeld || this.#isDragging) && event.cancelable) event.preventDefault();
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const card = cardAt(event.target);
    if (!card || this.#pressedControl(event, card)) return;
    const isTap = event instanceof PointerEvent && event.pointerType === "touch";
    const selects = event.ctrlKey || event.metaKey || event.shiftKey || (isTap && this.selection.size > 0);
    if (!selects && !this.#ignoresClick) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.#ignoresClick) this.#ignoresClick = false;
    else if (event.shiftKey) this.#range(card);
    else this.selection.toggle(keyAt(card));
  }

  /**
   * Handle a click on the menu button or the checkbox of a row. Returns false for a click elsewhere.
   * @param {MouseEvent} event
   * @param {HTMLElement} card
   */
  #pressedControl({ target, shiftKey }, card) {
    const control = target instanceof Element ? target.closest("[data-menu], [data-select]") : null;
    if (!(control instanceof HTMLElement)) return false;
    this.#ignoresClick = false;
    if (control.matches("[data-menu]")) void this.controller.menu(this.#meant(card), control, null);
    else if (shiftKey) this.#range(card);
    return true;
  }

  /** @param {HTMLElement} card */
  #range(card) {
    const focused = cardAt(document.activeElement);
    const from = this.selection.anchor ?? (focused && keyAt(focused));
    this.selection.add(between(this.view.keys(), from, keyAt(card)));
    this.selection.anchor ??= keyAt(card);
  }

  /** Open the menu for a right click or the menu key. A long press only selects. @param {MouseEvent} event */
  #menu(event) {
    const card = cardAt(event.target);
    if (!card) return;
    event.preventDefault();
    if (this.#press?.event.pointerType === "touch") return;
    this.#forget();
    const byKey = event.button !== 2 || (!event.clientX && !event.clientY);
    void this.controller.menu(this.#meant(card), card, byKey ? null : { x: event.clientX, y: event.clientY });
  }
}

/** Prevent that Shift and a click select the text of the page. @param {MouseEvent} event */
function keepTextUnselected(event) {
  if (event.shiftKey) event.preventDefault();
}

/** Load the drag module early, before a drag starts. */
function warm() {
  import("./card_drag.js").catch(() => {});
}
