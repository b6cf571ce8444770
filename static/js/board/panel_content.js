/** The content of the panel of one container: state, cause, commands, result of the last command, and facts. */

/** @import { Container } from "../../../types/wire.d.ts" */
/** @import { Page } from "../../../types/view.d.ts" */
import { guard } from "../ui/guard.js";
import { Commands } from "../commands/command_list.js";
import { pageOf } from "../commands/pure/offers.js";
import { outcomeElement } from "../commands/result_view.js";
import { reverseOf, undoButtons } from "../commands/undo_button.js";
import { element, setAttributes, setText } from "../ui/dom.js";
import { visible } from "../core/pure/format.js";
import { gettext } from "../core/i18n.js";
import { roomText } from "../core/lifecycle.js";
import { status } from "../core/pure/docker_ps.js";
import { RemedyButton } from "../ui/remedy_button.js";
import { keyOf } from "../core/pure/store.js";
import { factRows } from "./container_facts.js";

/** Owns the elements of the panel. They are reused for every container, so that focus and hover survive an update. */
export class PanelContent {
  #facts = "";
  #written = "";

  /**
   * @param {Page} page
   * @param {import("../commands/command_tracker.js").CommandTracker} tracker
   * @param {import("../commands/command_controller.js").CommandController} controller
   */
  constructor(page, tracker, controller) {
    this.page = page;
    this.tracker = tracker;
    this.controller = controller;
    this.commands = new Commands(page, tracker, controller);
    this.title = element("h2", { id: "panel-title" });
    this.gone = element("p", { class: "gone", role: "status" });
    this.word = element("span");
    this.state = element("p", { class: "state" }, element("i", { class: "shape" }), this.word);
    this.text = element("p", { class: "explained" });
    this.cause = element("p", { class: "cause" });
    this.remedy = new RemedyButton(page, controller);
    this.outcome = element("div", { class: "last" });
    this.now = element("code");
    this.facts = element("dl");
    this.another = anotherButton(page);
    this.itsPage = element("a", { class: "its-page" });
    const close = element(
      "button",
      { type: "button", "data-act": "close", "aria-label": gettext("Close") },
      "✕",
    );
    this.head = element("header", {}, this.title, close);
    this.elements = [
      this.head,
      this.state,
      this.text,
      this.cause,
      this.remedy.element,
      this.commands.element,
      this.outcome,
      element("p", { class: "panel-links" }, this.itsPage, " ", this.another),
      this.now,
      this.facts,
    ];
  }

  connect() {
    this.commands.connect();
  }

  disconnect() {
    this.commands.disconnect();
  }

  /**
   * @param {Container | null} container its current or last known state; null for an unknown container
   * @param {{asked: {engine: string, name: string}, isGone: boolean}} how
   */
  write(container, { asked, isGone }) {
    setText(this.title, visible(container?.name ?? asked.name));
    this.#writeGone(container, asked, isGone);
    this.commands.show(isGone ? null : container);
    this.#writeState(isGone ? null : container);
    this.#writeCause(container);
    this.remedy.write(isGone ? null : container);
    this.#writeOutcome(container);
    this.#writeAnother(isGone ? null : container);
    show(this.now, container);
    setText(this.now, container ? status(container, this.page.clock.now()) : "");
    this.#writeFacts(container);
  }

  /** @param {Container | null} container @param {{engine: string, name: string}} asked @param {boolean} isGone */
  #writeGone(container, asked, isGone) {
    if (!isGone) return this.gone.remove();
    const facts = { name: visible(asked.name), engine: visible(asked.engine) };
    const never = gettext("There is no container %(name)s on %(engine)s.", facts);
    setText(this.gone, container ? gettext("This container no longer exists on the engine.") : never);
    if (!this.gone.isConnected) this.head.after(this.gone);
  }

  /** @param {Container | null} container */
  #writeState(container) {
    const { lifecycle } = this.page;
    show(this.state, container);
    show(this.text, container);
    if (!container) return;
    setAttributes(this.state, { "data-state": container.room });
    setText(this.word, roomText(lifecycle, container.room));
    setText(this.text, lifecycle.states.find(({ name }) => name === container.state)?.text ?? "");
  }

  /** @param {Container | null} container */
  #writeCause(container) {
    show(this.cause, container?.cause);
    setText(this.cause, visible(container?.cause?.text ?? ""));
  }

  /** Show the result of the last command on this container. @param {Container | null} container */
  #writeOutcome(container) {
    const outcomes = this.tracker.runs.flatMap((run) => run.outcomes);
    const last = container && outcomes.findLast((outcome) => keyOf(outcome) === keyOf(container));
    const written = JSON.stringify([last, last && reverseOf(last)]);
    if (written === this.#written) return;
    this.#written = written;
    show(this.outcome, last);
    this.outcome.replaceChildren(...(last ? [outcomeElement(last, undoButtons(last, this.controller))] : []));
  }

  /** Write the link to the container page and the button "Create another…". @param {Container | null} container */
  #writeAnother(container) {
    show(this.another, container);
    show(this.itsPage, container);
    if (!container) return;
    const { engine, id, name } = container;
    setAttributes(this.itsPage, { href: pageOf(container) });
    setText(this.itsPage, gettext("Open container page"));
    setAttributes(this.another, { "data-engine": engine, "data-id": id, "data-like": name });
  }

  /** @param {Container | null} container */
  #writeFacts(container) {
    const facts = JSON.stringify(container);
    if (facts === this.#facts) return;
    this.#facts = facts;
    const hadFocus = this.facts.contains(document.activeElement);
    this.facts.replaceChildren(...(container ? factRows(container, this.page.format) : []));
    if (hadFocus) this.facts.querySelector("button")?.focus();
  }
}

/** @param {Page} page */
function anotherButton(page) {
  const button = element(
    "button",
    { type: "button", class: "another", "data-act": "clone", "aria-haspopup": "dialog" },
    gettext("Create another…"),
  );
  guard(page, button, "clone");
  return button;
}

/**
 * @param {HTMLElement} part
 * @param {unknown} isShown
 */
function show(part, isShown) {
  part.hidden = !isShown;
}
