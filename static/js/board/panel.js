/** All that is known of one container, beside the picture: opened by `#<engine>/<name or id>` in the address. */

/** @import { Container } from "../../../types/wire.d.ts" */
/** @import { Page } from "../../../types/view.d.ts" */
import { byId, element } from "../dom.js";
import { visible } from "../format.js";
import { gettext } from "../i18n.js";
import { roomText } from "../lifecycle.js";
import { status } from "../ps.js";
import { factRows } from "./facts.js";

/** A view of one container of the store. */
export class Panel {
  #leave = new AbortController();
  /** @type {(() => unknown)[]} */
  #ends = [];
  /** @type {Container | null} The one shown, kept when it is gone. */
  #shown = null;
  #isGone = false;
  #written = "";

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.panel = byId("panel", HTMLElement);
    this.write = this.write.bind(this);
  }

  connect() {
    const { signal } = (this.#leave = new AbortController());
    window.addEventListener("hashchange", () => this.#open(), { signal });
    document.addEventListener("keydown", (event) => this.#press(event), { signal });
    this.panel.addEventListener("click", (event) => this.#click(event), { signal });
    this.#ends = [this.page.store.subscribe(this.write), this.page.clock.onTick(this.write)];
    this.write();
  }

  disconnect() {
    this.#leave.abort();
    for (const end of this.#ends.splice(0)) end();
  }

  /** Go to what the address says now, and take the focus there. */
  #open() {
    this.#shown = null;
    this.#written = "";
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
    if (this.panel.hidden || !asked) return mark(null);
    const container = this.#find(asked);
    this.#isGone = !container;
    this.#shown = container ?? this.#shown;
    const written = JSON.stringify([
      this.#shown,
      this.#isGone,
      this.#shown && status(this.#shown, this.page.clock.now()),
    ]);
    if (written === this.#written) return;
    this.#written = written;
    mark(container ?? null);
    this.#render(asked.name);
  }

  /** @param {{engine: string, name: string}} asked */
  #find({ engine, name }) {
    const here = [...this.page.store.state.containers.values()].filter(
      (container) => container.engine === engine,
    );
    const same = this.#shown && here.find(({ id }) => id === this.#shown?.id);
    const byId =
      name.length >= 4 && /^[0-9a-f]+$/.test(name) ? here.filter(({ id }) => id.startsWith(name)) : [];
    return (
      same ?? here.find((container) => container.name === name) ?? (byId.length === 1 ? byId[0] : undefined)
    );
  }

  /** @param {string} asked */
  #render(asked) {
    const focused = document.activeElement?.getAttribute("data-act");
    const container = this.#shown;
    const close = element(
      "button",
      { type: "button", "data-act": "close", "aria-label": gettext("Close") },
      "✕",
    );
    const title = element("h2", { id: "panel-title" }, visible(container?.name ?? asked));
    const head = element("header", {}, title, close);
    if (!container) return this.panel.replaceChildren(head, gone());
    const room = roomText(this.page.lifecycle, container.room);
    const state = element(
      "p",
      { class: "state", "data-state": container.room },
      element("i", { class: "shape" }),
      room,
    );
    const now = element("code", {}, status(container, this.page.clock.now()));
    const cause = container.cause ? [element("p", { class: "cause" }, visible(container.cause.text))] : [];
    const facts = element("dl", {}, ...factRows(container, this.page.format));
    this.panel.replaceChildren(head, ...(this.#isGone ? [gone()] : [state]), ...cause, now, facts);
    if (focused)
      /** @type {HTMLElement | null} */ (this.panel.querySelector(`[data-act="${focused}"]`))?.focus();
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.key !== "Escape" || this.panel.hidden || event.target instanceof HTMLInputElement) return;
    if (!document.querySelector("dialog[open]")) this.close();
  }

  /** @param {MouseEvent} event */
  #click({ target }) {
    const act = target instanceof Element ? target.closest("[data-act]")?.getAttribute("data-act") : null;
    if (act === "close") this.close();
    if (act === "copy" && this.#shown) void navigator.clipboard?.writeText(this.#shown.id);
  }
}

function gone() {
  return element(
    "p",
    { class: "gone", role: "status" },
    gettext("This container is gone: the engine no longer has it."),
  );
}

/**
 * Mark the card whose panel is open.
 * @param {Container | null} container
 */
function mark(container) {
  for (const card of document.querySelectorAll("[data-container][aria-current]"))
    card.removeAttribute("aria-current");
  if (container) document.querySelector(`[data-id="${container.id}"]`)?.setAttribute("aria-current", "true");
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
