/** The form of a dialog that asks before it sends a request: its parts, the errors, and the buttons Cancel and submit. */

import { toProblem } from "../../core/http.js";
import { gettext } from "../../core/i18n.js";
import { openDialog } from "./dialog.js";
import { element } from "../dom.js";
import { problemElements, problemRegion } from "../error_view.js";

/** Owns a `<form>`. `send` runs when it is submitted; its error is shown in the form, which stays open. */
export class DialogForm {
  close = () => {};

  /**
   * @param {{parts: (Node | string)[], submit: string, look: "primary" | "danger", send: () => Promise<void>, fail?: (problem: import("../../../../types/images.d.ts").Problem) => void}} what
   * `look` is the CSS class of the submit button. `fail` shows an error in another way.
   */
  constructor({ parts, submit, look, send, fail }) {
    this.trouble = problemRegion();
    this.stay = element("button", { type: "button" }, gettext("Cancel"));
    this.submit = element("button", { class: look }, submit);
    const buttons = element("div", { class: "buttons" }, this.stay, this.submit);
    this.element = element("form", {}, ...parts, this.trouble, buttons);
    this.fail = fail ?? ((problem) => this.trouble.replaceChildren(...problemElements(problem)));
    this.stay.addEventListener("click", () => this.close());
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.submit.disabled) void this.#send(send);
    });
  }

  /**
   * Open the form in a dialog. Resolves when the dialog is closed.
   * @param {{title: string, kind: string, focus?: HTMLElement}} what `focus` gets the focus, else the button Cancel
   */
  async open({ title, kind, focus = this.stay }) {
    const dialog = await openDialog({ title, kind, body: [this.element] });
    this.close = dialog.close;
    focus.focus();
    await dialog.closed;
  }

  /** @param {() => Promise<void>} send */
  async #send(send) {
    this.submit.disabled = true;
    try {
      await send();
    } catch (error) {
      this.fail(toProblem(error));
    } finally {
      this.submit.disabled = false;
    }
  }
}
