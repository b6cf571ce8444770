/** All that is known of one container, beside the picture: opened by `#<engine>/<name or id>` in the address. */

/** @import { Container } from "../../../types/wire.d.ts" */
/** @import { Page } from "../../../types/view.d.ts" */
import { findContainer } from "../container/find_container.js";
import { byId } from "../ui/dom.js";
import { keyOf } from "../core/store.js";
import { PanelContent } from "./panel_content.js";

/** A view of one container of the store; `onChange` listeners hear when it is another one. */
export class Panel {
  #leave = new AbortController();
  /** @type {(() => unknown)[]} */
  #ends = [];
  /** @type {Set<() => void>} */
  #listeners = new Set();
  /** @type {Container | null} The one shown, kept when it is gone. */
  #shown = null;
  /** @type {string | null} */
  #key = null;

  /**
   * @param {Page} page
   * @param {import("../commands/command_tracker.js").CommandTracker} acts
   * @param {import("../commands/command_controller.js").CommandController} doer
   */
  constructor(page, acts, doer) {
    this.page = page;
    this.acts = acts;
    this.about = new PanelContent(page, acts, doer);
    this.panel = byId("panel", HTMLElement);
    this.write = this.write.bind(this);
  }

  connect() {
    const { signal } = (this.#leave = new AbortController());
    window.addEventListener("hashchange", () => this.#open(), { signal });
    document.addEventListener("keydown", (event) => this.#press(event), { signal });
    this.panel.addEventListener("click", (event) => this.#click(event), { signal });
    this.panel.replaceChildren(...this.about.elements);
    this.about.connect();
    const { store, clock } = this.page;
    this.#ends = [store.subscribe(this.write), clock.onTick(this.write), this.acts.onChange(this.write)];
    // With the picture there before it, what the address says by now is what a person has just opened.
    if (store.state.link === "connecting") this.write();
    else this.#open();
  }

  disconnect() {
    this.#leave.abort();
    this.about.disconnect();
    for (const end of this.#ends.splice(0)) end();
  }

  /** Key of the container whose panel is open, null when none is or when it is gone. */
  get key() {
    return this.#key;
  }

  /** @param {() => void} listener */
  onChange(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Go to what the address says now, and take the focus there. */
  #open() {
    this.#shown = null;
    this.write();
    if (!this.panel.hidden) this.panel.querySelector("button")?.focus({ preventScroll: true });
  }

  close() {
    const card = this.#shown && document.querySelector(`[data-id="${CSS.escape(this.#shown.id)}"]`);
    history.replaceState(null, "", `${location.pathname}${location.search}`);
    this.#open();
    if (card instanceof HTMLElement) card.focus({ preventScroll: true });
  }

  write() {
    const asked = askedFor(location.hash);
    this.panel.hidden = !asked || this.page.store.state.link === "connecting";
    const container = this.panel.hidden || !asked ? null : this.#find(asked);
    this.#become(container);
    if (this.panel.hidden || !asked) return;
    this.#shown = container ?? this.#shown ?? this.#removed(asked);
    this.about.write(this.#shown, { asked, isGone: !container });
  }

  /** @param {Container | null} container */
  #become(container) {
    mark(container);
    const key = container && keyOf(container);
    if (key === this.#key) return;
    this.#key = key;
    for (const tell of this.#listeners) tell();
  }

  /** @param {{engine: string, name: string}} asked */
  #find({ engine, name }) {
    return findContainer(this.page.store.state.containers.values(), engine, name, this.#shown);
  }

  /** One that was removed lately. @param {{engine: string, name: string}} asked */
  #removed({ engine, name }) {
    const gone = this.page.store.state.tombstones.map(({ container }) => container);
    return findContainer(gone, engine, name, null);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (this.panel.hidden || event.target instanceof HTMLInputElement) return;
    if (document.querySelector("dialog[open], :popover-open")) return;
    event.preventDefault();
    this.close();
  }

  /** @param {MouseEvent} event */
  #click({ target }) {
    const act = target instanceof Element ? target.closest("[data-act]")?.getAttribute("data-act") : null;
    if (act === "close") this.close();
    if (act === "copy" && this.#shown) void navigator.clipboard?.writeText(this.#shown.id);
  }
}

/**
 * Mark the card whose panel is open.
 * @param {Container | null} container
 */
function mark(container) {
  const marked = document.querySelector("[data-container][aria-current]");
  const card = container && document.querySelector(`[data-id="${container.id}"]`);
  if (marked === card) return;
  marked?.removeAttribute("aria-current");
  card?.setAttribute("aria-current", "true");
}

/**
 * Return the container an address names after its `#`, null if none.
 * @param {string} hash
 */
function askedFor(hash) {
  const [engine, ...rest] = hash.slice(1).split("/");
  const name = rest.join("/");
  if (!engine || !name) return null;
  try {
    return { engine: decodeURIComponent(engine), name: decodeURIComponent(name) };
  } catch {
    return { engine, name };
  }
}
