/** Tab list of the consoles: program name, state icon and close button of each. */

import { element, setAttributes, setText } from "../ui/dom.js";
import { gettext } from "../core/i18n.js";

/** @typedef {{key: string, name: string, state: string, panel: HTMLElement, closes: boolean}} Tab */

const NEW = "new";

/** A tab list (ARIA APG): arrow keys move the focus, Delete closes a tab. */
export class Strip {
  /** @type {Map<string, HTMLElement>} */
  #items = new Map();

  /**
   * @param {(key: string) => void} choose
   * @param {(key: string) => void} close
   */
  constructor(choose, close) {
    this.choose = choose;
    this.close = close;
    // A tablist may contain only tabs. It owns the tabs by id, and the close buttons stay outside.
    this.list = element("span", { role: "tablist", "aria-label": gettext("Consoles") });
    this.row = element("ul", { role: "presentation" });
    this.element = element("div", { class: "console-tabs" }, this.list, this.row);
    this.element.addEventListener("click", (event) => this.#click(event));
    this.element.addEventListener("keydown", (event) => this.#press(event));
  }

  /** @param {Tab[]} tabs @param {string} chosen */
  write(tabs, chosen) {
    for (const [key, item] of this.#items) {
      if (tabs.some((tab) => tab.key === key)) continue;
      item.remove();
      this.#items.delete(key);
    }
    for (const tab of tabs) this.#writeTab(tab, tab.key === chosen);
    const ids = [...this.row.querySelectorAll("[data-tab]")].map(({ id }) => id);
    setAttributes(this.list, { "aria-owns": ids.join(" ") });
  }

  focus() {
    const tab = this.element.querySelector('[aria-selected="true"]');
    if (tab instanceof HTMLElement) tab.focus();
  }

  /** @param {Tab} tab @param {boolean} isChosen */
  #writeTab({ key, name, state, panel, closes }, isChosen) {
    const item = this.#items.get(key) ?? this.#make(key, closes);
    const button = /** @type {HTMLElement} */ (item.firstElementChild);
    setAttributes(item, { "data-console-state": state });
    setAttributes(button, {
      "aria-selected": String(isChosen),
      "aria-controls": panel.id || null,
      tabindex: isChosen ? 0 : -1,
    });
    setText(/** @type {Element} */ (button.querySelector("span")), name);
    setText(/** @type {Element} */ (button.querySelector(".spoken")), closes ? stateWord(state) : "");
    const away = item.querySelector(".away");
    if (away) setAttributes(away, { "aria-label": gettext("Close %(name)s", { name }) });
  }

  /** @param {string} key @param {boolean} closes */
  #make(key, closes) {
    const button = element(
      "button",
      { type: "button", role: "tab", id: `console-tab-${key}`, "data-tab": key },
      element("i", { class: "shape" }),
      element("span", {}),
      element("small", { class: "spoken" }),
    );
    const away = element("button", { type: "button", class: "away", tabindex: -1, "data-close": key }, "✕");
    const item = element("li", { role: "presentation" }, button, ...(closes ? [away] : []));
    this.#items.set(key, item);
    const last = this.#items.get(NEW);
    if (last && last !== item) last.before(item);
    else this.row.append(item);
    return item;
  }

  /** @param {MouseEvent} event */
  #click({ target }) {
    const hit = target instanceof Element ? target.closest("[data-close], [data-tab]") : null;
    const close = hit?.getAttribute("data-close");
    const tab = hit?.getAttribute("data-tab");
    if (close) this.close(close);
    else if (tab) this.choose(tab);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const tabs = /** @type {HTMLElement[]} */ ([...this.element.querySelectorAll("[data-tab]")]);
    const at = tabs.findIndex((tab) => tab === document.activeElement);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (at < 0) return;
    if (event.key === "Delete") this.close(tabs[at]?.dataset["tab"] ?? "");
    else if (next !== undefined) tabs.at(next % tabs.length)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** @param {string} state */
function stateWord(state) {
  const words = {
    opening: gettext("opening"),
    live: gettext("running"),
    lost: gettext("reconnecting"),
    paused: gettext("paused"),
    ended: gettext("ended"),
    failed: gettext("ended"),
  };
  return words[/** @type {keyof typeof words} */ (state)] ?? "";
}
