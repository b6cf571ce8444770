/** The bar of the board: search, grouping, theme, help, language links and the link to the wall. */

/** @import { ContainerView, Page } from "../../../types/view.d.ts" */
import { byId, setText } from "../ui/dom.js";
import { gettext } from "../core/i18n.js";
import { ThemeButton, writeLanguages } from "../ui/page_controls.js";

/** Keeps the controls and the settings in the URL equal. */
export class BoardBar {
  /** @type {(() => unknown)[]} */
  #ends = [];

  /**
   * @param {Page} page
   * @param {ContainerView} view
   */
  constructor(page, view) {
    this.page = page;
    this.view = view;
    this.search = byId("q", HTMLInputElement);
    this.found = byId("found", HTMLOutputElement);
    this.group = byId("group", HTMLButtonElement);
    this.theme = new ThemeButton(page.settings);
    this.write = this.write.bind(this);
    this.find = this.find.bind(this);
  }

  connect() {
    const { settings } = this.page;
    this.search.value = settings.get("q");
    this.search.addEventListener("input", this.find);
    const leave = new AbortController();
    const { signal } = leave;
    this.group.addEventListener("click", () => settings.toggleGroup(), { signal });
    this.theme.connect();
    byId("help", HTMLButtonElement).addEventListener(
      "click",
      () => byId("help-dialog", HTMLDialogElement).showModal(),
      { signal },
    );
    this.search.form?.addEventListener("submit", (event) => event.preventDefault(), { signal });
    this.#ends = [
      () => leave.abort(),
      () => this.theme.disconnect(),
      settings.onChange(this.write),
      this.view.onDraw(this.write),
    ];
    this.write();
  }

  disconnect() {
    this.search.removeEventListener("input", this.find);
    for (const end of this.#ends.splice(0)) end();
  }

  find() {
    this.page.settings.set("q", this.search.value.trim());
  }

  write() {
    const { settings, format } = this.page;
    this.group.setAttribute("aria-pressed", String(settings.isGrouped));
    if (document.activeElement !== this.search && this.search.value.trim() !== settings.get("q"))
      this.search.value = settings.get("q");
    const { scene } = this.view;
    const facts = scene && { shown: format.number(scene.shown), total: format.number(scene.total) };
    setText(this.found, facts && settings.isFiltered ? gettext("%(shown)s of %(total)s", facts) : "");
    this.#writeLinks();
  }

  /** Write the current filter into the language links and the link to the wall. */
  #writeLinks() {
    writeLanguages();
    const { engine, project, pod, q } = this.page.settings.filter;
    const there = Object.entries({ engine, project, pod, q }).filter(([, value]) => value);
    byId("to-wall", HTMLAnchorElement).search = new URLSearchParams(there).toString();
  }
}
