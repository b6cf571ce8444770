/** View settings in the URL, so that a link shares them: search, engine, project, pod, group, theme and `stats`. */

/** @import { Filter } from "../../../types/view.d.ts" */
import { Listeners } from "./pure/listeners.js";

const THEMES = ["auto", "light", "dark"];

/** Reads and writes the query string. Calls the `onChange` listeners after each change. */
export class Settings {
  #search = new URLSearchParams(location.search);
  /** @type {Listeners<void>} */
  #listeners = new Listeners();

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

  toggleGroup() {
    this.set("group", this.isGrouped ? "" : "project");
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
