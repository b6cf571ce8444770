/** A short message beside the pointer or the focus, such as why a command is refused. It disappears after 6 s. */

import { element, setText } from "./dom.js";

const SHOWN_MS = 6000;
const MARGIN = 8;

/** Owns the one message element. Each message is also announced to screen readers. */
export class Tooltip {
  #timer = 0;
  #leave = new AbortController();

  /** @param {(text: string) => void} speak */
  constructor(speak) {
    this.speak = speak;
    this.element = element("p", { class: "note", hidden: true });
  }

  connect() {
    const { signal } = (this.#leave = new AbortController());
    document.body.append(this.element);
    document.addEventListener("pointerdown", () => this.hide(), { signal, capture: true });
    document.addEventListener("scroll", () => this.hide(), { signal, capture: true, passive: true });
  }

  disconnect() {
    this.hide();
    this.#leave.abort();
    this.element.remove();
  }

  /**
   * Show `text` at a point of the window, or at the focused element without one.
   * @param {string} text
   * @param {{x: number, y: number} | null} [at]
   */
  show(text, at = null) {
    this.speak(text);
    setText(this.element, text);
    this.element.hidden = false;
    this.#place(at ?? besideFocus());
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.hide(), SHOWN_MS);
  }

  hide() {
    window.clearTimeout(this.#timer);
    this.element.hidden = true;
  }

  /** @param {{x: number, y: number}} at */
  #place({ x, y }) {
    const { width, height } = this.element.getBoundingClientRect();
    const left = Math.max(MARGIN, Math.min(x - width / 2, innerWidth - width - MARGIN));
    const top = y - height - MARGIN * 2;
    this.element.style.left = `${left}px`;
    this.element.style.top = `${top < MARGIN ? Math.min(y + MARGIN * 3, innerHeight - height) : top}px`;
  }
}

function besideFocus() {
  const on = document.activeElement;
  const box = (on && on !== document.body ? on : document.querySelector("main"))?.getBoundingClientRect();
  return box ? { x: box.left + box.width / 2, y: box.top } : { x: innerWidth / 2, y: innerHeight / 2 };
}
