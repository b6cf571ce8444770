/** The keyboard on the board: `/` for the search, `?` for help, keys that move between containers, and shortcuts of buttons. */

/** @import { ContainerView, Page } from "../../../types/view.d.ts" */
import { cardAt, keyAt } from "../commands/cards/card_lookup.js";
import { byId } from "../ui/dom.js";
import { pressShortcut } from "../ui/shortcuts.js";

/** Listens for keys on the whole document. Owns no elements. */
export class BoardKeys {
  #leave = new AbortController();

  /**
   * @param {Page} page
   * @param {ContainerView} view
   */
  constructor(page, view) {
    this.page = page;
    this.view = view;
    this.search = byId("q", HTMLInputElement);
  }

  connect() {
    const { signal } = (this.#leave = new AbortController());
    document.addEventListener("keydown", (event) => this.#press(event), { signal });
    byId("skip", HTMLAnchorElement).addEventListener("click", (event) => this.#skip(event), { signal });
  }

  disconnect() {
    this.#leave.abort();
  }

  /** Focus a container, or the view if it has none. A jump to `#map` would close the panel. @param {Event} event */
  #skip(event) {
    event.preventDefault();
    this.#enter();
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
      this.#enter();
    }
  }

  /**
   * Run the command of a key. Returns false if the key has none.
   * @param {KeyboardEvent} event
   */
  #pressed({ key, target }) {
    if (key === "/") this.search.focus();
    else if (key === "?") byId("help-dialog", HTMLDialogElement).showModal();
    else return this.#go(key, target) || pressShortcut(key);
    return true;
  }

  /**
   * Move the focus to another container. Returns false if the key does not, or if the focus is elsewhere.
   * @param {string} key
   * @param {EventTarget | null} from
   */
  #go(key, from) {
    const item = cardAt(from);
    if (!item && !this.#entersFrom(from)) return false;
    const next = this.view.next(item && keyAt(item), key);
    if (next) this.view.focus(next);
    return next !== undefined;
  }

  /** Focus the container in the Tab order: the one that had the focus last, else the first one. */
  #enter() {
    const entry = this.view.next(null, "ArrowDown");
    if (entry) this.view.focus(entry);
    else this.view.ground.focus();
  }

  /**
   * Return whether an arrow key moves the focus from an element to the containers: from the page itself, its bars and
   * the other parts of the view. Elsewhere the keys scroll or belong to a control.
   * @param {EventTarget | null} from
   */
  #entersFrom(from) {
    if (!(from instanceof Element) || from.matches("select, [role=menu], [role=menu] *")) return false;
    if (from === document.body || this.view.ground.contains(from)) return true;
    return from.closest("body > header, body > footer") !== null;
  }
}
