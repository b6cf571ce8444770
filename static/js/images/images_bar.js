/** Toolbar of the images page: search, totals, engines, theme and language. */

/** @import { Page } from "../../../types/view.d.ts" */
import { byId, setText } from "../ui/dom.js";
import { engineLines } from "../ui/engine_status_text.js";
import { gettext, ngettext } from "../core/i18n.js";
import { isKnown } from "../ui/connection_banner.js";
import { ThemeButton, writeLanguages } from "../ui/page_controls.js";
import { sumOf } from "./pure/image_rows.js";

/** View of the settings and of the totals of the table. */
export class ImagesBar {
  /** @type {(() => unknown)[]} */
  #ends = [];

  /**
   * @param {Page} page
   * @param {import("./image_table.js").ImageTable} table
   */
  constructor(page, table) {
    this.page = page;
    this.table = table;
    this.search = byId("q", HTMLInputElement);
    this.found = byId("found", HTMLOutputElement);
    this.sum = byId("sum", HTMLElement);
    this.theme = new ThemeButton(page.settings);
    this.engines = byId("engines", HTMLElement);
  }

  connect() {
    const { settings } = this.page;
    const leave = new AbortController();
    const { signal } = leave;
    this.search.value = settings.get("q");
    this.search.addEventListener("input", () => settings.set("q", this.search.value.trim()), { signal });
    this.search.form?.addEventListener("submit", (event) => event.preventDefault(), { signal });
    this.theme.connect();
    this.#ends = [
      () => leave.abort(),
      () => this.theme.disconnect(),
      settings.onChange(() => this.write()),
      this.table.onDraw(() => this.write()),
    ];
    this.write();
  }

  disconnect() {
    for (const end of this.#ends.splice(0)) end();
  }

  write() {
    const { settings, store, format } = this.page;
    const { rows, shown } = this.table;
    const { images, bytes } = sumOf(shown);
    const facts = { number: format.number(images), size: format.bytes(bytes) };
    const sum = ngettext("%(number)s image, %(size)s", "%(number)s images, %(size)s", images, facts);
    setText(this.sum, isKnown(store.state, settings.filter.engine) ? sum : "");
    const counts = { shown: format.number(shown.length), total: format.number(rows.length) };
    setText(this.found, settings.get("q") ? gettext("%(shown)s of %(total)s", counts) : "");
    this.engines.replaceChildren(...engineLines(store.state, settings.filter.engine));
    writeLanguages();
  }
}
