/**
 * View settings in the URL, so that a link shares them: search, engine, project, pod, group, theme and `stats`. The
 * browser remembers the collapsed projects.
 */

/** @import { Filter } from "../../../types/view.d.ts" */
import { Listeners } from "./pure/listeners.js";
import { projectKey } from "./pure/projects.js";
import { RememberedSet } from "./pure/remembered_set.js";

const THEMES = ["auto", "light", "dark"];

/** Reads and writes the query string. Calls the `onChange` listeners after each change. */
export class Settings {
  #search = new URLSearchParams(location.search);
  /** @type {Listeners<void>} */
  #listeners = new Listeners();
  #collapsed = new RememberedSet(localStorageOrNull(), "collapsedProjects");

  /** @returns {Filter} */
  get filter() {
    const [q, engine, project, pod] = [
      this.get("q"),
      this.get("engine"),
      this.get("project"),
      this.get("pod"),
    ];
    return { q, engine, project, pod };
  }

  get isFiltered() {
    return Object.values(this.filter).some(Boolean);
  }

  get isGrouped() {
    return this.get("group") === "project";
  }

  get theme() {
    return document.documentElement.dataset["theme"] ?? "auto";
  }

  /** @param {string} name */
  get(name) {
    return this.#search.get(name) ?? "";
  }

  /**
   * Set one setting. An empty value removes it from the URL.
   * @param {string} name
   * @param {string} value
   */
  set(name, value) {
    if (value) this.#search.set(name, value);
    else this.#search.delete(name);
    const query = this.#search.size ? `?${this.#search}` : "";
    history.replaceState(history.state, "", `${location.pathname}${query}${location.hash}`);
    this.#listeners.notify();
  }

  /** Read the URL again, for example after the Back button. */
  read() {
    if (new URLSearchParams(location.search).toString() === this.#search.toString()) return;
    this.#search = new URLSearchParams(location.search);
    this.#listeners.notify();
  }

  toggleGroup() {
    this.set("group", this.isGrouped ? "" : "project");
  }

  /**
   * Return whether a project is collapsed to its heading.
   * @param {string} engine
   * @param {string} project
   */
  isCollapsed(engine, project) {
    return this.#collapsed.has(projectKey({ engine, project }));
  }

  /**
   * @param {string} engine
   * @param {string} project
   */
  toggleCollapsed(engine, project) {
    this.#collapsed.put(projectKey({ engine, project }), !this.isCollapsed(engine, project));
    this.#listeners.notify();
  }

  /** Switch to the next theme (auto, light, dark). Stores it in `localStorage` and in the URL. */
  nextTheme() {
    const next = THEMES[(THEMES.indexOf(this.theme) + 1) % THEMES.length] ?? "auto";
    document.documentElement.dataset["theme"] = next;
    localStorage.setItem("theme", next);
    this.set("theme", next === "auto" ? "" : next);
  }

  /** @param {() => void} listener */
  onChange(listener) {
    return this.#listeners.add(listener);
  }
}

/** Return the storage of the browser, or null if the browser forbids it. */
function localStorageOrNull() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
