/** Keyboard control of the images page: arrows change the row, Enter creates, Delete removes, letters press buttons. */

/** @import { Page } from "../../../types/view.d.ts" */
import { byId } from "../ui/dom.js";
import { pressShortcut } from "../ui/shortcuts.js";

/** Roving tabindex: Tab reaches one row and its buttons. */
export class ImageKeys {
  #leave = new AbortController();

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.root = byId("images", HTMLElement);
    this.search = byId("q", HTMLInputElement);
  }

  connect() {
    const { signal } = (this.#leave = new AbortController());
    document.addEventListener("keydown", (event) => this.#press(event), { signal });
    this.root.addEventListener("focusin", ({ target }) => this.#rove(target), { signal });
  }

  disconnect() {
    this.#leave.abort();
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target === this.search) return this.#pressSearching(event);
    if (event.target instanceof HTMLInputElement) return;
    if (this.#pressed(event)) event.preventDefault();
  }

  /** @param {KeyboardEvent} event */
  #pressSearching(event) {
    if (event.key === "Escape") {
      this.page.settings.set("q", "");
      this.search.value = "";
      this.search.blur();
    } else if (event.key === "ArrowDown" || event.key === "Enter") {
      event.preventDefault();
      this.root.querySelector("tbody tr")?.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
      /** @type {HTMLElement | null} */ (this.root.querySelector("tbody tr"))?.focus();
    }
  }

  /** Handle a key. Returns whether the key was used. @param {KeyboardEvent} event */
  #pressed({ key, target }) {
    const row = target instanceof Element ? target.closest("tbody tr") : null;
    if (key === "/") this.search.focus();
    else if (key === "ArrowDown" || key === "ArrowUp") return this.#go(row, key === "ArrowDown");
    else if (row && target === row && key === "Enter") press(row, "create");
    else if (row && target === row && key === "Delete") press(row, "remove-image");
    else return pressShortcut(key);
    return true;
  }

  /** @param {Element | null} row @param {boolean} down */
  #go(row, down) {
    const next = row
      ? down
        ? row.nextElementSibling
        : row.previousElementSibling
      : this.root.querySelector("tbody tr");
    if (!(next instanceof HTMLElement)) return false;
    next.focus();
    next.scrollIntoView({ block: "nearest" });
    return true;
  }

  /** @param {EventTarget | null} target */
  #rove(target) {
    const row = target instanceof Element ? target.closest("tbody tr") : null;
    if (!row) return;
    for (const other of this.root.querySelectorAll('tbody [tabindex="0"]'))
      other.setAttribute("tabindex", "-1");
    for (const one of [row, ...row.querySelectorAll("button, input")]) one.setAttribute("tabindex", "0");
  }
}

/** @param {Element} row @param {string} command */
function press(row, command) {
  /** @type {HTMLElement | null} */ (row.querySelector(`[data-command="${command}"]`))?.click();
}
