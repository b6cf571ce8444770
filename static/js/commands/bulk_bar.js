/** The bar for selected containers: their number, and a button for each command with the number it applies to. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { Offer } from "../../../types/commands.d.ts" */
import { byId, element, setText } from "../ui/dom.js";
import { gettext, ngettext } from "../core/i18n.js";
import { offersFor } from "./pure/offers.js";
import { barrier, refusalText } from "./command_words.js";

/** Shows the selection. Buttons are updated in place, so that they keep the focus. */
export class BulkBar {
  #leave = new AbortController();
  /** @type {(() => unknown)[]} */
  #ends = [];
  /** @type {Map<string, HTMLButtonElement>} */
  #buttons = new Map();

  /**
   * @param {Page} page
   * @param {{selection: import("./cards/selection.js").Selection, controller: import("./command_controller.js").CommandController, speak: (text: string) => void}} of
   */
  constructor(page, { selection, controller, speak }) {
    this.page = page;
    this.selection = selection;
    this.controller = controller;
    this.speak = speak;
    this.root = byId("bulk", HTMLElement);
    this.count = element("b", { tabindex: -1 });
    this.list = element("div", { class: "commands" });
    this.why = element("p");
    this.clear = element("button", { type: "button", class: "clear" }, gettext("Clear"));
    this.write = this.write.bind(this);
  }

  connect() {
    const { signal } = (this.#leave = new AbortController());
    this.root.replaceChildren(this.count, this.list, this.clear, this.why);
    this.list.addEventListener("click", ({ target }) => this.#click(target), { signal });
    this.clear.addEventListener("click", () => this.selection.clear(), { signal });
    const { store } = this.page;
    this.#ends = [this.selection.onChange(this.write), store.subscribe(this.write)];
    this.write();
  }

  disconnect() {
    this.#leave.abort();
    for (const end of this.#ends.splice(0)) end();
  }

  write() {
    const { containers } = this.selection;
    this.root.hidden = !containers.length;
    document.body.toggleAttribute("data-selecting", containers.length > 0);
    const count = ngettext(
      "%(count)s container selected",
      "%(count)s containers selected",
      containers.length,
    );
    if (count !== this.count.textContent && (containers.length || this.count.textContent)) this.speak(count);
    setText(this.count, count);
    if (!containers.length) return;
    const offers = offersFor(containers, this.page);
    for (const offer of offers) this.#writeButton(offer);
    for (const [command, button] of this.#buttons)
      if (!offers.some((offer) => offer.command === command)) button.hidden = true;
    setText(this.why, barrier(this.page, containers));
    this.why.hidden = !this.why.textContent;
  }

  /** @param {Offer} offer */
  #writeButton(offer) {
    const { command, word, applies } = offer;
    const known = this.#buttons.get(command);
    const button = known ?? element("button", { type: "button", class: "run", "data-command": command });
    if (!known) this.list.append(button);
    this.#buttons.set(command, button);
    const why = refusalText(this.page, offer);
    if (why && button === document.activeElement) this.count.focus({ preventScroll: true });
    button.hidden = !applies.length;
    button.disabled = Boolean(why);
    button.title = why;
    setText(button, `${word} ${this.page.format.number(applies.length)}`);
  }

  /** @param {EventTarget | null} target */
  #click(target) {
    const button = target instanceof Element ? target.closest("[data-command]") : null;
    const command = button?.getAttribute("data-command");
    if (command) void this.controller.do(command, this.selection.containers);
  }
}
