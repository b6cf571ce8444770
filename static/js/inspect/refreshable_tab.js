/** Base of the tabs that load data on request: a bar with Refresh, the time of the data, and the error. */

/** @import { About } from "../../../types/container_page.d.ts" */
import { element, setText } from "../ui/dom.js";
import { visible } from "../core/pure/format.js";
import { gettext } from "../core/i18n.js";
import { api, ask, toProblem } from "../core/http.js";

/** Loads `what` of the container on connect, after a change of its state, and on Refresh. */
export class Looking {
  #id = "";
  #state = "";
  #end = () => /** @type {unknown} */ (undefined);

  /**
   * @param {import("../../../types/view.d.ts").Page} page
   * @param {About} about
   * @param {{what: string, show: (answer: any) => void, tools?: Node[]}} how
   */
  constructor(page, about, { what, show, tools = [] }) {
    this.page = page;
    this.about = about;
    this.what = what;
    this.show = show;
    this.word = element("span", { class: "read-at", role: "status" });
    const again = element("button", { type: "button" }, gettext("Refresh"));
    again.addEventListener("click", () => void this.look());
    this.bar = element("div", { class: "tab-bar" }, ...tools, this.word, again);
    this.body = element("div", { class: "tab-body" });
    this.element = element("div", { class: "looking" }, this.bar, this.body);
  }

  connect() {
    this.#end = this.about.onChange(() => this.#changed());
    void this.look();
  }

  disconnect() {
    this.#end();
  }

  #changed() {
    const { id = "", state = "" } = this.about.container ?? {};
    if (id !== this.#id || state !== this.#state) void this.look();
  }

  async look() {
    const { container, engine } = this.about;
    this.#id = container?.id ?? "";
    this.#state = container?.state ?? "";
    if (!container) return this.#showText(gettext("The container does not exist."));
    try {
      const answer = await ask("GET", api("containers", engine, container.id, this.what));
      setText(this.word, gettext("as of %(time)s", { time: this.page.format.clock(this.page.clock.now()) }));
      this.show(answer);
    } catch (error) {
      const { detail, engineMessage } = toProblem(error);
      this.#showText([detail, engineMessage].filter(Boolean).map(String).map(visible).join(" – "));
    }
  }

  /** @param {string} text */
  #showText(text) {
    setText(this.word, "");
    this.body.replaceChildren(element("p", { class: "empty" }, text));
  }
}
