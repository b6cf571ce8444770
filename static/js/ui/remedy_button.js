/** The button "Create again with -it…" for a container whose shell exited because it had no terminal. */

/** @import { Container } from "../../../types/wire.d.ts" */
/** @import { Page } from "../../../types/view.d.ts" */
import { guard, isBarred } from "./guard.js";
import { element } from "./dom.js";
import { gettext } from "../core/i18n.js";
import { openers } from "./dialogs/dialog_openers.js";

/** Opens the create dialog with the settings and the name of the container, and with `-it` selected. */
export class RemedyButton {
  /** @type {Container | null} */
  #container = null;

  /**
   * @param {Page} page
   * @param {import("../commands/command_controller.js").CommandController} controller
   */
  constructor(page, controller) {
    this.open = openers(page, async () => controller);
    this.element = element(
      "button",
      { type: "button", class: "remedy", "aria-haspopup": "dialog", hidden: true },
      gettext("Create again with -it…"),
    );
    guard(page, this.element, "clone");
    this.element.addEventListener("click", () => this.#click());
  }

  /** @param {Container | null} container null if the container does not exist */
  write(container) {
    this.#container = container;
    this.element.hidden = container?.cause?.code !== "no_terminal";
  }

  #click() {
    if (!this.#container || isBarred(this.element)) return;
    const { engine, id, name } = this.#container;
    void this.open.create({ engine, from: { engine, id, name }, withTerminal: true });
  }
}
