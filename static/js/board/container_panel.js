/** The panel of one container on the board. The URL fragment `#<engine>/<name or id>` opens it. */

/** @import { Container } from "../../../types/wire.d.ts" */
/** @import { ContainerView, Page } from "../../../types/view.d.ts" */
import { Listeners } from "../core/pure/listeners.js";
import { findContainer } from "../container/pure/find_container.js";
import { byId } from "../ui/dom.js";
import { keyOf } from "../core/pure/store.js";
import { PanelContent } from "./panel_content.js";

/** Shows one container of the store. Calls the `onChange` listeners when `key` changes. */
export class ContainerPanel {
  #leave = new AbortController();
  /** @type {(() => unknown)[]} */
  #ends = [];
  /** @type {Listeners<void>} */
  #listeners = new Listeners();
  /** @type {Container | null} The container shown, kept after its removal. */
  #shown = null;
  /** @type {string | null} */
  #key = null;

  /**
   * @param {Page} page
   * @param {{view: ContainerView, tracker: import("../commands/command_tracker.js").CommandTracker, controller: import("../commands/command_controller.js").CommandController}} of
   */
  constructor(page, { view, tracker, controller }) {
    this.page = page;
    this.view = view;
    this.tracker = tracker;
    this.about = new PanelContent(page, tracker, controller);
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
    this.#ends = [store.subscribe(this.write), clock.onTick(this.write), this.tracker.onChange(this.write)];
    // After the first snapshot, a fragment in the URL means that the user has just opened this panel: move the focus.
    if (store.state.epoch === "") this.write();
    else this.#open();
  }

  disconnect() {
    this.#leave.abort();
    this.about.disconnect();
    for (const end of this.#ends.splice(0)) end();
  }

  /** Key of the container whose panel is open. Null without a panel, or if the container does not exist. */
  get key() {
    return this.#key;
  }

  /** @param {() => void} listener */
  onChange(listener) {
    return this.#listeners.add(listener);
  }

  /** Open the panel that the URL names now, and move the focus into it. */
  #open() {
    this.#shown = null;
    this.write();
    if (!this.panel.hidden) this.panel.querySelector("button")?.focus({ preventScroll: true });
  }

  close() {
    const key = this.#shown && keyOf(this.#shown);
    history.replaceState(null, "", `${location.pathname}${location.search}`);
    this.#open();
    if (key) this.view.focus(key);
  }

  write() {
    const asked = askedFor(location.hash);
    this.panel.hidden = !asked || this.page.store.state.epoch === "";
    const container = this.panel.hidden || !asked ? null : this.#find(asked);
    this.#become(container);
    if (this.panel.hidden || !asked) return;
    this.#shown = container ?? this.#shown ?? this.#removed(asked);
    this.about.write(this.#shown, { asked, isGone: !container });
  }

  /** @param {Container | null} container */
  #become(container) {
    const key = container && keyOf(container);
    if (key === this.#key) return;
    this.#key = key;
    this.#listeners.notify();
  }

  /** @param {{engine: string, name: string}} asked */
  #find({ engine, name }) {
    return findContainer(this.page.store.state.containers.values(), engine, name, this.#shown);
  }

  /** Return a container that was removed in the last ten minutes. @param {{engine: string, name: string}} asked */
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
 * Return the engine and the container name in a URL fragment, or null.
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
