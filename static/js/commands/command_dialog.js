/** The dialog before a command: its options, what is lost, the affected containers, and the docker command. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { Offer, Values } from "../../../types/commands.d.ts" */
import { DockerLine } from "../ui/docker_line_view.js";
import { openDialog } from "../ui/dialogs/dialog.js";
import { element } from "../ui/dom.js";
import { visible } from "../core/pure/format.js";
import { gettext, ngettext } from "../core/i18n.js";
import { loadStyle } from "../ui/stylesheets.js";
import { Fields } from "./option_fields.js";
import { dockerLine } from "../core/pure/docker_line.js";
import { countText, lossOf, namedText } from "./command_words.js";

const NAMED_AT_MOST = 20;

/**
 * Open the dialog. Returns the values of the options, or null if the user cancelled.
 * @param {Page} page
 * @param {Offer} offer
 * @returns {Promise<Values | null>}
 */
export async function askToRun(page, offer) {
  const question = new Question(page, offer);
  await loadStyle("ask.css");
  const dialog = await openDialog({ title: titleOf(offer), kind: "ask", body: [question.form] });
  question.begin(dialog);
  await dialog.closed;
  return question.answer;
}

class Question {
  /** @type {Values | null} */
  answer = null;
  #close = () => {};

  /**
   * @param {Page} page
   * @param {Offer} offer
   */
  constructor(page, offer) {
    this.page = page;
    this.offer = offer;
    this.names = offer.applies.map(({ name }) => name);
    this.fields = new Fields(page, offer, () => this.#write());
    this.line = new DockerLine();
    this.loss = lossOf(offer.command, offer.applies);
    this.sure = isForced(offer) ? element("input", { type: "checkbox", name: "sure" }) : null;
    this.run = element(
      "button",
      { type: "submit", class: "run", "data-command": offer.command, "data-destructive": Boolean(this.loss) },
      this.#runWord(),
    );
    this.form = this.#form();
    this.#write();
  }

  /** @param {import("../ui/dialogs/dialog.js").Dialog} dialog */
  begin({ element: root, close }) {
    this.#close = close;
    root.addEventListener("click", ({ target }) => target === root && close());
    // Enter confirms what deletes nothing. Before a loss, the button that cancels has the focus.
    const first = this.form.querySelector("input") ?? this.form.querySelector(this.loss ? ".cancel" : ".run");
    if (first instanceof HTMLElement) first.focus();
    if (first instanceof HTMLInputElement) first.select();
  }

  #form() {
    const cancel = element("button", { type: "button", class: "cancel" }, gettext("Cancel"));
    cancel.addEventListener("click", () => this.#close());
    const loss = this.loss ? [element("p", { class: "loss" }, this.loss)] : [];
    const form = element(
      "form",
      { novalidate: true },
      ...loss,
      this.#containers(),
      ...this.fields.elements,
      ...this.#second(),
      this.line.element,
      element("footer", {}, cancel, this.run),
    );
    form.addEventListener("submit", (event) => this.#submit(event));
    return form;
  }

  /** Return the list of affected containers: the first twenty by name, then the number of the others. */
  #containers() {
    const { applies, declined } = this.offer;
    const shown = applies.slice(0, NAMED_AT_MOST).map((container) => {
      const facts = element("small", {}, namedText(this.page, container));
      return element("li", {}, element("b", { translate: "no" }, visible(container.name)), " ", facts);
    });
    const more = applies.length - shown.length;
    if (more)
      shown.push(
        element("li", {}, ngettext("and %(count)s more container", "and %(count)s more containers", more)),
      );
    const others = ngettext(
      "Not possible for %(count)s other container. The results show why.",
      "Not possible for %(count)s other containers. The results show why.",
      declined.length,
    );
    return element(
      "div",
      { class: "affected" },
      ...(applies.length > 1 ? [element("p", {}, countText(applies.length))] : []),
      element("ul", {}, ...shown),
      ...(declined.length ? [element("p", {}, others)] : []),
    );
  }

  /** Return the checkbox that a force remove requires. */
  #second() {
    if (!this.sure) return [];
    this.sure.addEventListener("input", () => this.#write());
    const text = gettext("I understand that this cannot be undone");
    return [element("label", { class: "sure" }, this.sure, text)];
  }

  #runWord() {
    const { word } = this.offer;
    return this.names.length > 1 ? `${word} × ${this.page.format.number(this.names.length)}` : word;
  }

  #write() {
    this.line.write(dockerLine(this.page.lifecycle, this.offer.command, this.names, this.fields.values));
    this.run.disabled = !this.#isReady();
  }

  #isReady() {
    return this.fields.isGood && (this.sure?.checked ?? true);
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    if (!this.#isReady()) return;
    this.answer = this.fields.values;
    this.#close();
  }
}

/** @param {Offer} offer */
function titleOf({ word: command, applies }) {
  const [first, ...others] = applies;
  if (first && !others.length)
    return gettext("Run docker %(command)s on %(name)s?", { command, name: visible(first.name) });
  return ngettext(
    "Run docker %(command)s on %(count)s container?",
    "Run docker %(command)s on %(count)s containers?",
    applies.length,
    { command },
  );
}

/** @param {Offer} offer */
function isForced({ command }) {
  return command === "force-remove";
}
