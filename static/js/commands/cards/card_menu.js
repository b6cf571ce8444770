/** The menu of a card: entries with their docker commands and keys. Handles arrow keys, letters and Esc. */

/** @import { Container } from "../../../../types/wire.d.ts" */
/** @import { MenuEntry } from "../../../../types/commands.d.ts" */
import { element } from "../../ui/dom.js";
import { visible } from "../../core/pure/format.js";
import { gettext } from "../../core/i18n.js";
import { loadStyle } from "../../ui/stylesheets.js";
import { countText } from "../command_words.js";

const MARGIN = 8;

/**
 * Open the menu. Resolves with the chosen entry, or null if the menu was closed.
 * @param {{entries: MenuEntry[], containers: Container[], opener: HTMLElement, at: {x: number, y: number} | null, why: string}} ask
 *   `why` is shown if there are no commands
 * @returns {Promise<MenuEntry | null>}
 */
export async function chosen(ask) {
  await loadStyle("menu.css");
  return new Promise((resolve) => new Menu(ask, resolve).open());
}

class Menu {
  /** @type {MenuEntry | null} */
  #choice = null;

  /**
   * @param {{entries: MenuEntry[], containers: Container[], opener: HTMLElement, at: {x: number, y: number} | null, why: string}} ask
   * @param {(choice: MenuEntry | null) => void} resolve
   */
  constructor({ entries, containers, opener, at, why }, resolve) {
    this.entries = entries;
    this.opener = opener;
    this.at = at;
    this.resolve = resolve;
    this.items = entries.map(itemOf);
    const [first, ...others] = containers;
    const name = others.length || !first ? countText(containers.length) : visible(first.name);
    const isEmpty = entries.every(({ run }) => run);
    const nothing = isEmpty || why ? [element("p", {}, why || gettext("No command is available."))] : [];
    const heading = element("p", { class: "whose", translate: "no" }, name);
    this.element = element(
      "div",
      { class: "menu", role: "menu", popover: "auto", tabindex: -1, "aria-label": name },
      heading,
      ...this.items.flatMap((item, at) => (entries[at]?.startsGroup ? [rule(), item] : [item])),
      ...nothing,
    );
  }

  open() {
    this.element.addEventListener("keydown", (event) => this.#press(event));
    this.element.addEventListener("click", ({ target }) => this.#choose(target));
    this.element.addEventListener("toggle", (event) => this.#toggled(event));
    document.body.append(this.element);
    this.element.showPopover();
    this.#place();
    (this.items[0] ?? this.element).focus({ preventScroll: true });
  }

  #place() {
    const box = this.opener.getBoundingClientRect();
    const { x, y } = this.at ?? { x: box.left, y: box.bottom + 4 };
    const { width, height } = this.element.getBoundingClientRect();
    const left = Math.max(MARGIN, Math.min(x, innerWidth - width - MARGIN));
    const top = Math.max(MARGIN, Math.min(y, innerHeight - height - MARGIN));
    this.element.style.left = `${left}px`;
    this.element.style.top = `${top}px`;
  }

  /** Handle a key, and stop the event so that the page does not handle it too. @param {KeyboardEvent} event */
  #press(event) {
    event.stopPropagation();
    const { key } = event;
    const at = this.items.findIndex((item) => item === document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[key];
    if (key === "Escape" || key === "Tab") this.element.hidePopover();
    else if (next !== undefined) this.items.at(next % (this.items.length || 1))?.focus();
    else if (/^[a-z]$/i.test(key)) this.#typed(key.toLowerCase(), at);
    else return;
    event.preventDefault();
  }

  /**
   * Focus the next item whose word starts with `letter`.
   * @param {string} letter
   * @param {number} at
   */
  #typed(letter, at) {
    const turned = [...this.items.slice(at + 1), ...this.items.slice(0, at + 1)];
    turned.find((item) => item.textContent?.toLowerCase().startsWith(letter))?.focus();
  }

  /** @param {EventTarget | null} target */
  #choose(target) {
    const item = target instanceof Element ? target.closest("[role=menuitem]") : null;
    this.#choice = this.entries[this.items.findIndex((one) => one === item)] ?? null;
    if (this.#choice) this.element.hidePopover();
  }

  /** @param {Event} event */
  #toggled(event) {
    if (!(event instanceof ToggleEvent) || event.newState !== "closed") return;
    this.element.remove();
    if (document.activeElement === document.body) this.opener.focus({ preventScroll: true });
    this.resolve(this.#choice);
  }
}

/** @param {MenuEntry} entry */
function itemOf({ name, word, line, key }) {
  return element(
    "button",
    {
      type: "button",
      role: "menuitem",
      tabindex: -1,
      "data-command": name,
      "aria-keyshortcuts": key === "Del" ? "Delete" : key || null,
    },
    element("b", {}, word),
    element("code", { translate: "no" }, visible(line ?? "")),
    ...(key ? [element("kbd", { "aria-hidden": "true" }, key)] : []),
  );
}

function rule() {
  return element("hr", { role: "separator" });
}
