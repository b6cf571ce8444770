/** The commands of one container as buttons, with description, docker command and the reason of a refusal. */

/** @import { Container } from "../../../types/wire.d.ts" */
/** @import { Page } from "../../../types/view.d.ts" */
/** @import { Offer } from "../../../types/commands.d.ts" */
import { DockerLine } from "../ui/docker_line_view.js";
import { element, setAttributes, setText } from "../ui/dom.js";
import { gettext } from "../core/i18n.js";
import { dockerLine } from "../core/pure/docker_line.js";
import { keyOfCommand } from "./pure/command_keys.js";
import { alwaysAsks, offersFor } from "./pure/offers.js";
import { busyText, countdownText, refusalText } from "./command_words.js";

/** @typedef {{item: HTMLElement, button: HTMLButtonElement, more: HTMLButtonElement | null, why: HTMLElement}} Row */

/** Shows the commands of one container. Elements are updated in place, so that the focus is not lost. */
export class Commands {
  /** @type {Map<string, Row>} */
  #rows = new Map();
  /** @type {Container | null} */
  #container = null;
  /** The command whose description is shown. */
  #explained = "";
  #leave = new AbortController();
  #ends = [() => false];

  /**
   * @param {Page} page
   * @param {import("./command_tracker.js").CommandTracker} tracker
   * @param {import("./command_controller.js").CommandController} controller
   */
  constructor(page, tracker, controller) {
    this.page = page;
    this.tracker = tracker;
    this.controller = controller;
    this.list = element("ul", { class: "commands" });
    this.line = new DockerLine();
    this.text = element("p", { class: "about" });
    this.barred = element("p", { class: "barred" });
    this.countdown = element("p", { class: "countdown", role: "timer" });
    const label = gettext("Commands");
    this.element = element(
      "section",
      { class: "acts", "aria-label": label },
      this.list,
      this.line.element,
      this.text,
      this.barred,
      this.countdown,
    );
  }

  connect() {
    const { signal } = (this.#leave = new AbortController());
    this.element.addEventListener("click", (event) => this.#click(event), { signal });
    for (const name of /** @type {const} */ (["pointerover", "focusin"]))
      this.list.addEventListener(name, ({ target }) => this.#point(target), { signal });
    this.#ends = [
      this.tracker.onChange(() => this.write()),
      this.page.clock.onTick(() => this.#writeCountdown()),
    ];
  }

  disconnect() {
    this.#leave.abort();
    for (const end of this.#ends) end();
  }

  /**
   * Show the commands of `container`, or nothing if it is null.
   * @param {Container | null} container
   */
  show(container) {
    const isOther = container?.id !== this.#container?.id;
    this.#container = container;
    this.element.hidden = !container;
    if (isOther) this.#explained = "";
    this.write();
  }

  write() {
    const container = this.#container;
    if (!container) return;
    const offers = offersFor([container], this.page);
    const isPending = this.tracker.isPending(container);
    for (const offer of offers) this.#writeRow(offer, this.tracker.isBlocked(offer.command, container));
    setAttributes(this.element, { "aria-busy": isPending ? "true" : null });
    this.#explain(offers, container);
    this.#writeCountdown();
  }

  #writeCountdown() {
    const left = this.#container && this.tracker.countdown(this.#container);
    this.countdown.hidden = !left;
    setText(this.countdown, left ? countdownText(left) : "");
  }

  /**
   * @param {Offer} offer
   * @param {boolean} isBlocked
   */
  #writeRow(offer, isBlocked) {
    const row = this.#rows.get(offer.command) ?? this.#row(offer);
    const why = refusalText(this.page, offer);
    if (isBlocked && !why) setText(row.why, busyText());
    else setText(row.why, why);
    const isOff = Boolean(why);
    const hadFocus = row.item.contains(document.activeElement);
    setAttributes(row.button, { "aria-disabled": isBlocked && !isOff ? "true" : null });
    setAttributes(row.item, { "data-off": isOff, tabindex: isOff ? 0 : null });
    if (hadFocus && isOff !== row.button.disabled) keepFocus(row, isOff);
    row.button.disabled = isOff;
    if (row.more) row.more.disabled = isOff;
  }

  /** @param {Offer} offer */
  #row({ command, word, options }) {
    const id = `why-${command}`;
    const asks = alwaysAsks(command);
    const button = element(
      "button",
      { type: "button", class: "run", "data-command": command, "aria-describedby": id },
      asks ? `${word}…` : word,
    );
    const key = keyOfCommand(command);
    if (key) button.title = gettext("Key: %(key)s", { key });
    const more = options.length && !asks ? moreButton(command, word) : null;
    const why = element("span", { class: "spoken", id });
    const item = element("li", { "data-of": command }, button, ...(more ? [more] : []), why);
    const row = { item, button, more, why };
    this.#rows.set(command, row);
    this.list.append(item);
    return row;
  }

  /**
   * Show the docker command and the description of the command under the pointer or with the focus. At first, show the
   * docker command of the first possible one.
   * @param {Offer[]} offers
   * @param {Container} container
   */
  #explain(offers, container) {
    const first = offers.find(({ isLegal }) => isLegal) ?? offers[0];
    const offer = offers.find(({ command }) => command === this.#explained) ?? first;
    if (!offer) return;
    for (const [command, { item }] of this.#rows)
      item.toggleAttribute("data-explained", command === offer.command);
    const why = refusalText(this.page, offer);
    this.line.write(dockerLine(this.page.lifecycle, offer.command, [container.name]));
    setText(this.text, why || !this.#explained ? "" : offer.text);
    setText(this.barred, why);
  }

  /** @param {EventTarget | null} target */
  #point(target) {
    const item = target instanceof Element ? target.closest("[data-of]") : null;
    const command = item?.getAttribute("data-of");
    if (!command || command === this.#explained) return;
    this.#explained = command;
    this.write();
  }

  /** @param {MouseEvent} event */
  #click({ target, altKey }) {
    const button = target instanceof Element ? target.closest("button") : null;
    const { command, options } = button?.dataset ?? {};
    const wanted = command ?? options;
    if (!wanted || !this.#container) return;
    void this.controller.do(wanted, [this.#container], { asks: altKey || Boolean(options) });
  }
}

/**
 * Keep the focus when a button is disabled or enabled: the list item has the focus while the button is disabled.
 * @param {Row} row
 * @param {boolean} isOff
 */
function keepFocus({ item, button }, isOff) {
  button.disabled = isOff;
  (isOff ? item : button).focus({ preventScroll: true });
}

/**
 * Return the button "…" that opens the options of a command.
 * @param {string} command
 * @param {string} word
 */
function moreButton(command, word) {
  const label = gettext("Run %(word)s with options…", { word });
  return element(
    "button",
    { type: "button", class: "more", "data-options": command, "aria-label": label, title: label },
    "…",
  );
}
