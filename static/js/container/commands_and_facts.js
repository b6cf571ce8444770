/** The part below the lifecycle picture: the cause of the exit, all commands, and the facts of the container. */

/** @import { Page } from "../../../types/view.d.ts" */
import { Commands } from "../commands/command_list.js";
import { answerFor } from "../commands/pure/offers.js";
import { factRows } from "../board/container_facts.js";
import { guard, isBarred } from "../ui/guard.js";
import { byId, element, setText } from "../ui/dom.js";
import { visible } from "../core/pure/format.js";
import { gettext } from "../core/i18n.js";
import { RemedyButton } from "../ui/remedy_button.js";

/** View of the current container. */
export class CommandsAndFacts {
  #written = "";
  /** @type {(() => unknown)[]} */
  #ends = [];

  /**
   * @param {Page} page
   * @param {{subject: import("./current_container.js").CurrentContainer, tracker: import("../commands/command_tracker.js").CommandTracker, controller: import("../commands/command_controller.js").CommandController}} of
   */
  constructor(page, { subject, tracker, controller }) {
    this.page = page;
    this.subject = subject;
    this.commands = new Commands(page, tracker, controller);
    this.cause = byId("cause", HTMLElement);
    this.remedy = new RemedyButton(page, controller);
    this.cause.after(this.remedy.element);
    this.facts = byId("facts", HTMLElement);
    // Open the facts on a wide page. On a phone the tabs would otherwise start far below them.
    byId("more-facts", HTMLDetailsElement).open = matchMedia("(width > 900px)").matches;
    this.inside = element(
      "p",
      { class: "inside-commands" },
      element("span", {}, gettext("Without changing the state:")),
    );
    for (const [name, word] of /** @type {const} */ ([
      ["exec", "exec -it"],
      ["attach", "attach"],
    ])) {
      const button = element("button", { type: "button", class: "run", "data-command": name }, word);
      guard(page, button, name);
      this.inside.append(" ", button);
    }
    byId("commands", HTMLElement).replaceChildren(this.inside, this.commands.element);
  }

  connect() {
    this.commands.connect();
    const write = () => this.write();
    const click = (/** @type {MouseEvent} */ { target }) => {
      const button = target instanceof Element ? target.closest("button[data-command]") : null;
      if (button && !isBarred(button))
        this.subject.open("console", button.getAttribute("data-command") ?? "");
    };
    const copy = (/** @type {MouseEvent} */ { target }) => {
      const isCopy = target instanceof Element && target.closest("[data-act='copy']");
      if (isCopy && this.subject.container) void navigator.clipboard?.writeText(this.subject.container.id);
    };
    this.inside.addEventListener("click", click);
    this.facts.addEventListener("click", copy);
    this.#ends = [
      this.subject.onChange(write),
      () => this.inside.removeEventListener("click", click),
      () => this.facts.removeEventListener("click", copy),
    ];
    write();
  }

  disconnect() {
    this.commands.disconnect();
    for (const end of this.#ends.splice(0)) end();
  }

  write() {
    const { container, last } = this.subject;
    const known = container ?? last;
    this.commands.show(container);
    this.inside.hidden = !container;
    this.cause.hidden = !known?.cause;
    setText(this.cause, visible(known?.cause?.text ?? ""));
    this.remedy.write(container);
    const engine = this.page.store.state.engines.find(({ name }) => name === known?.engine);
    const written = JSON.stringify([known, engine?.product, engine?.api]);
    if (written === this.#written) return;
    this.#written = written;
    for (const button of this.inside.querySelectorAll("button")) this.#allow(button);
    this.facts.replaceChildren(...(known ? factRows(known, this.page.format) : []));
  }

  /**
   * Disable a button if the lifecycle table refuses its command in the current state.
   * @param {HTMLButtonElement} button
   */
  #allow(button) {
    const row = this.page.lifecycle.commands.find(({ name }) => name === button.dataset["command"]);
    const { container } = this.subject;
    const answer = container && row ? answerFor(this.page, row.name, container) : undefined;
    button.disabled = answer?.verdict === "refused";
    button.title = answer?.why || row?.text || "";
    guard(this.page, button, row?.name ?? "exec");
  }
}
