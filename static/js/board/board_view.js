/** The board as a map or as a list: switches between the two views, and passes on what the current one shows. */

/** @import { ContainerView, Page } from "../../../types/view.d.ts" */
import { Listeners } from "../core/pure/listeners.js";
import { byId } from "../ui/dom.js";
import { lazyImport } from "../ui/dialogs/dialog_openers.js";
import { loadStyle } from "../ui/stylesheets.js";

/** Name of the remembered view in `localStorage`. */
const REMEMBERED = "view";

/**
 * The view that the setting `view` names: `list`, else the map. The list is loaded on first use.
 * @implements {ContainerView}
 */
export class BoardView {
  /** @type {import("../list/list_view.js").ListView | null} */
  #list = null;
  #isList = false;
  /** @type {(() => unknown)[]} */
  #ends = [];
  /** @type {Listeners<void>} */
  #drawn = new Listeners();

  /**
   * @param {Page} page
   * @param {import("./map_view.js").MapView} map
   */
  constructor(page, map) {
    this.page = page;
    this.map = map;
    this.root = /** @type {HTMLElement} */ (map.root.parentElement);
    this.buttons = [byId("view-map", HTMLButtonElement), byId("view-list", HTMLButtonElement)];
  }

  connect() {
    const leave = new AbortController();
    const { signal } = leave;
    const { settings } = this.page;
    const [map, list] = this.buttons;
    map?.addEventListener("click", () => this.#choose(""), { signal });
    list?.addEventListener("click", () => this.#choose("list"), { signal });
    window.addEventListener("popstate", () => settings.read(), { signal });
    document.addEventListener("keydown", (event) => this.#press(event), { signal });
    this.#ends = [
      () => leave.abort(),
      settings.onChange(() => void this.#write()),
      this.map.onDraw(() => this.#isList || this.#drawn.notify()),
    ];
    this.map.connect();
    if (!settings.get("view") && remembered() === "list") settings.set("view", "list");
    void this.#write();
  }

  disconnect() {
    for (const end of this.#ends.splice(0)) end();
    this.map.disconnect();
    this.#list?.disconnect();
  }

  get #current() {
    return (this.#isList && this.#list?.list) || this.map;
  }

  get ground() {
    return this.#current.ground;
  }

  get scene() {
    return this.#current.scene;
  }

  /** @param {() => void} listener */
  onDraw(listener) {
    return this.#drawn.add(listener);
  }

  /** @param {string} key */
  elementOf(key) {
    return this.#current.elementOf(key);
  }

  keys() {
    return this.#current.keys();
  }

  /** @param {string} key */
  focus(key) {
    return this.#current.focus(key);
  }

  /** @param {string | null} from @param {string} key */
  next(from, key) {
    return this.#current.next(from, key);
  }

  /** Show a view that the user chose. The Back button returns to the one before. @param {"" | "list"} name */
  #choose(name) {
    if ((name === "list") === this.#isList) return;
    remember(name);
    history.pushState(history.state, "", location.href);
    this.page.settings.set("view", name);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const { key, ctrlKey, metaKey, altKey, target, defaultPrevented } = event;
    if (key !== "v" || ctrlKey || metaKey || altKey || defaultPrevented) return;
    const isTyping = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
    if (isTyping || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    this.#choose(this.#isList ? "" : "list");
  }

  async #write() {
    const isList = this.page.settings.get("view") === "list";
    if (isList === this.#isList) return;
    this.#isList = isList;
    this.#mark();
    if (!isList) {
      this.#list?.disconnect();
      return;
    }
    const [loaded] = await Promise.all([
      lazyImport(() => import("../list/list_view.js")),
      loadStyle("list.css"),
      loadStyle("strip.css"),
    ]);
    if (!this.#isList) return;
    if (!loaded) return this.page.settings.set("view", "");
    this.#list ??= new loaded.ListView(this.page, () => this.#isList && this.#drawn.notify());
    this.#list.connect(this.map.root);
  }

  #mark() {
    this.map.root.hidden = this.#isList;
    document.body.toggleAttribute("data-list", this.#isList);
    const [map, list] = this.buttons;
    map?.setAttribute("aria-pressed", String(!this.#isList));
    list?.setAttribute("aria-pressed", String(this.#isList));
  }
}

function remembered() {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}

/** @param {string} name */
function remember(name) {
  try {
    localStorage.setItem(REMEMBERED, name);
  } catch {
    // A browser that forbids storage does not remember the view.
  }
}
