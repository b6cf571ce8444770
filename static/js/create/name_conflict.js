/** Shows the container that already uses a name, with buttons to rename or remove it. */

/** @import { Container } from "../../../types/wire.d.ts" */
/** @import { Page } from "../../../types/view.d.ts" */
/** @import { User } from "../../../types/images.d.ts" */
/** @import { Outcome } from "../../../types/commands.d.ts" */
import { outcomeElement } from "../commands/result_view.js";
import { guard, isBarred } from "../ui/guard.js";
import { visible } from "../core/pure/format.js";
import { toProblem } from "../core/http.js";
import { gettext } from "../core/i18n.js";
import { isUp } from "../core/lifecycle.js";
import { keyOf } from "../core/pure/store.js";
import { element } from "../ui/dom.js";
import { containerLink, problemRegion, problemElements } from "../ui/error_view.js";

/** @typedef {User & {engine: string}} Holder */
/** @typedef {import("../commands/lazy_commands.js").ControllerLoader} ControllerLoader */

/** Offers the commands for the holder of the name. `onFree` is called when one of them has succeeded. */
export class HolderView {
  /**
   * @param {Page} page
   * @param {Holder} holder
   * @param {{controller: ControllerLoader, onFree: (text: string, docker: string) => void}} to
   */
  constructor(page, holder, { controller, onFree }) {
    this.page = page;
    this.holder = holder;
    this.controller = controller;
    this.onFree = onFree;
    this.trouble = problemRegion();
    const who = element(
      "p",
      {},
      containerLink(holder.engine, this.#container ?? holder),
      ` · ${holder.state}`,
    );
    this.element = element("div", { class: "stack" }, who, this.#buttons(), this.trouble);
  }

  /** The holder on the board, undefined if the board does not have it (yet). @returns {Container | undefined} */
  get #container() {
    return this.page.store.state.containers.get(keyOf(this.holder));
  }

  #buttons() {
    const rename = this.#button(gettext("Rename that container…"), () => "rename");
    const remove = this.#button(gettext("Remove that container…"), () => this.#removal());
    return element("div", { class: "choices" }, rename, remove);
  }

  /**
   * @param {string} text
   * @param {() => string} command
   */
  #button(text, command) {
    const button = element("button", { type: "button", "aria-haspopup": "dialog" }, text);
    guard(this.page, button, command());
    button.addEventListener("click", () => void (isBarred(button) || this.#run(command())));
    return button;
  }

  /** Return the command that removes the holder in its current state. */
  #removal() {
    const { state } = this.#container ?? this.holder;
    return isUp(this.page.lifecycle, state) ? "force-remove" : "remove";
  }

  /** Run a command on the holder with the dialog and the tracker of the page. @param {string} command */
  async #run(command) {
    const container = this.#container;
    if (!container) return this.#show(element("p", {}, this.#unknownText()));
    try {
      const controller = await this.controller();
      const why = controller.refusal(command, [container]);
      if (why) return this.#show(element("p", {}, why));
      const run = await controller.confirm(command, [container]);
      if (run) this.#take(run.outcomes[0]);
    } catch (error) {
      this.#show(...problemElements(toProblem(error)));
    }
  }

  #unknownText() {
    return gettext("%(name)s is not on the board yet. Try again.", { name: visible(this.holder.name) });
  }

  /** @param {Outcome | undefined} outcome */
  #take(outcome) {
    if (outcome?.state !== "done" && outcome?.state !== "already")
      return this.#show(...(outcome ? [outcomeElement(outcome)] : []));
    this.onFree(gettext("The name %(name)s is free.", { name: visible(outcome.name) }), outcome.docker);
  }

  /** @param {...Node} children */
  #show(...children) {
    this.trouble.replaceChildren(...children);
  }
}
