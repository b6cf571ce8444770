/** Tabs of the container page. A tab's module is imported when the tab is first opened. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { Tab } from "../../../types/container_page.d.ts" */
import { modeRefusal } from "../core/access.js";
import { byId, element, setAttributes } from "../ui/dom.js";
import { gettext } from "../core/i18n.js";
import { every, importModule, retry } from "../core/retry.js";
import { loadStyle } from "../ui/stylesheets.js";

const AGAIN_MS = 1500;

/** @typedef {{name: string, word: () => string, action: string, load: () => Promise<{create: (page: Page, about: import("./current_container.js").CurrentContainer) => Tab}>, style: string}} Kind */

/** @type {Kind[]} */
const KINDS = [
  {
    name: "console",
    word: () => gettext("Console"),
    action: "exec",
    style: "console.css",
    load: () => import("../console/console_tab.js"),
  },
  {
    name: "logs",
    word: () => gettext("Logs"),
    action: "logs",
    style: "logs.css",
    load: () => import("../logs/logs_tab.js"),
  },
  {
    name: "stats",
    word: () => gettext("Stats"),
    action: "stats",
    style: "stats.css",
    load: () => import("../stats/stats_tab.js"),
  },
  {
    name: "inspect",
    word: () => gettext("Inspect"),
    action: "inspect",
    style: "inspect.css",
    load: () => import("../inspect/inspect_tab.js"),
  },
  {
    name: "processes",
    word: () => gettext("Processes"),
    action: "top",
    style: "inspect.css",
    load: () => import("../inspect/processes_tab.js"),
  },
  {
    name: "changes",
    word: () => gettext("Changes"),
    action: "changes",
    style: "inspect.css",
    load: () => import("../inspect/changes_tab.js"),
  },
];

/** View of the fragment `#<tab>` of the address. Only the visible tab is connected. */
export class Tabs {
  /** @type {Map<string, Tab>} */
  #made = new Map();
  /** @type {Tab | null} */
  #shown = null;
  #open = "";
  #leave = new AbortController();

  /**
   * @param {Page} page
   * @param {import("./current_container.js").CurrentContainer} subject
   */
  constructor(page, subject) {
    this.page = page;
    this.subject = subject;
    this.list = byId("tabs", HTMLElement);
    this.panel = byId("tab", HTMLElement);
  }

  connect() {
    const { signal } = (this.#leave = new AbortController());
    this.list.replaceChildren(...KINDS.map((kind) => this.#button(kind)));
    this.list.addEventListener("click", ({ target }) => this.#click(target), { signal });
    this.list.addEventListener("keydown", (event) => this.#press(event), { signal });
    window.addEventListener("hashchange", () => this.#address(), { signal });
    this.subject.open = (tab, wish) => void this.#show(tab, wish);
    this.#address();
  }

  disconnect() {
    this.#leave.abort();
    this.#shown?.disconnect();
    this.#shown = null;
  }

  /** Open the tab in the fragment. `#exec` and `#attach` open the console. */
  #address() {
    const name = location.hash.slice(1);
    if (name === "exec" || name === "attach") return void this.#show("console", name);
    const first = KINDS.find(({ action }) => !modeRefusal(this.page, action))?.name ?? "logs";
    void this.#show(KINDS.some((kind) => kind.name === name) ? name : first);
  }

  /** @param {Kind} kind */
  #button({ name, word, action }) {
    const why = modeRefusal(this.page, action);
    const attributes = {
      type: "button",
      role: "tab",
      id: `tab-${name}`,
      "data-tab": name,
      "aria-controls": "tab",
    };
    return element(
      "button",
      {
        ...attributes,
        "aria-selected": "false",
        tabindex: -1,
        "aria-disabled": why ? "true" : null,
        title: why || null,
      },
      word(),
    );
  }

  /** @param {string} name @param {string} [wish] passed to the tab: the console form to focus */
  async #show(name, wish) {
    const kind = KINDS.find((one) => one.name === name);
    if (!kind || (this.#open === name && !wish)) return;
    this.#open = name;
    this.#select(name);
    const why = modeRefusal(this.page, kind.action);
    if (why) return this.#refuse(why);
    const tab = await this.#load(kind);
    if (tab && this.#open === name) this.#connect(tab, wish);
  }

  /** @param {string} name */
  #select(name) {
    for (const tab of this.list.children) {
      const isIt = tab.getAttribute("data-tab") === name;
      setAttributes(tab, { "aria-selected": String(isIt), tabindex: isIt ? 0 : -1 });
      if (isIt) this.#reveal(tab);
    }
    if (location.hash !== `#${name}`) history.replaceState(null, "", `#${name}`);
    this.panel.setAttribute("aria-labelledby", `tab-${name}`);
  }

  /**
   * Scroll the row of tabs to a tab, because a phone cannot show all of them. The page does not scroll.
   * @param {Element} tab
   */
  #reveal(tab) {
    const [row, it] = [this.list.getBoundingClientRect(), tab.getBoundingClientRect()];
    this.list.scrollLeft += it.left + it.width / 2 - row.left - row.width / 2;
  }

  /** Connect a tab, unless it was already connected while its module loaded. @param {Tab} tab @param {string} [wish] */
  #connect(tab, wish) {
    if (this.#shown === tab && !wish) return;
    if (this.#shown !== tab) {
      this.#shown?.disconnect();
      this.panel.replaceChildren(tab.element);
    }
    this.#shown = tab;
    tab.connect(wish);
  }

  /** Show why the tab is not allowed. @param {string} why */
  #refuse(why) {
    this.#shown?.disconnect();
    this.#shown = null;
    this.panel.replaceChildren(element("p", { class: "empty" }, why));
  }

  /** @param {Kind} kind @returns {Promise<Tab | null>} */
  async #load(kind) {
    const made = this.#made.get(kind.name);
    return made ?? retry(() => this.#loadOnce(kind), every(AGAIN_MS));
  }

  /** Load a tab. Returns null if another tab was opened meanwhile. @param {Kind} kind @returns {Promise<Tab | null>} */
  async #loadOnce(kind) {
    if (this.#open !== kind.name) return null;
    const load = Promise.all([importModule(kind.load), loadStyle(kind.style)]);
    const [{ create }] = await load.catch((error) => {
      const word = gettext("This part of the page could not be loaded. Retrying…");
      this.panel.replaceChildren(element("p", { class: "empty" }, word));
      throw error;
    });
    const tab = this.#made.get(kind.name) ?? create(this.page, this.subject);
    this.#made.set(kind.name, tab);
    return tab;
  }

  /** @param {EventTarget | null} target */
  #click(target) {
    const name = target instanceof Element ? target.closest("[data-tab]")?.getAttribute("data-tab") : null;
    if (name) void this.#show(name);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const tabs = [...this.list.children].filter((tab) => tab.getAttribute("aria-disabled") !== "true");
    const at = tabs.indexOf(/** @type {Element} */ (document.activeElement));
    const steps = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 };
    const to = steps[/** @type {keyof typeof steps} */ (event.key)];
    const tab = to === undefined ? null : tabs[(to + tabs.length) % tabs.length];
    if (!(tab instanceof HTMLElement)) return;
    event.preventDefault();
    tab.focus();
    void this.#show(tab.dataset["tab"] ?? "");
  }
}
