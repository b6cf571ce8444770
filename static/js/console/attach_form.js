/** Form to attach to the main process: shows its command, the keys that end it and the keys that detach. */

/** @import { Desk, MainProcess, Opening } from "../../../types/console.d.ts" */
import { attachLine } from "../core/pure/docker_line.js";
import { answerFor } from "../commands/pure/offers.js";
import { DockerLine } from "../ui/docker_line_view.js";
import { element, setText } from "../ui/dom.js";
import { visible } from "../core/pure/format.js";
import { gettext } from "../core/i18n.js";
import { refusal } from "./exec_form.js";

/** Delay before the main process is read again after a failed request. */
const AGAIN_MS = 10_000;

export class AttachForm {
  /** @type {MainProcess | null} */
  #main = null;
  #asked = "";
  #notBefore = 0;

  /**
   * @param {Desk} desk
   * @param {(opening: Opening) => void} onOpen
   */
  constructor(desk, onOpen) {
    this.desk = desk;
    this.command = element("code", { class: "main-process", translate: "no" });
    this.ends = element("p", {});
    this.leaves = element("p", {});
    this.wrong = element("p", { class: "trouble", role: "alert" });
    this.line = new DockerLine();
    this.submit = element(
      "button",
      { type: "submit", "data-act": "open-attach" },
      gettext("Attach read-only"),
    );
    this.element = element(
      "form",
      { class: "attach-form" },
      element("p", {}, gettext("Shows the output of the main process from now on."), " ", this.command),
      element("div", { class: "beware" }, this.ends),
      this.leaves,
      this.wrong,
      element("div", { class: "ending" }, this.submit, this.line.element),
    );
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      // A main process without a terminal is attached without stdin, until the user asks to type.
      if (!this.submit.disabled) onOpen({ mode: "attach", stdin: this.#main?.tty !== false });
    });
    this.write();
  }

  /** Read the main process once for each container. */
  async look() {
    if (this.#asked === this.desk.id || Date.now() < this.#notBefore || !this.element.isConnected) return;
    this.#asked = this.desk.id;
    this.#main = await this.desk.main();
    if (this.#main.tty === null) [this.#asked, this.#notBefore] = ["", Date.now() + AGAIN_MS]; // the request failed
    this.write();
  }

  write() {
    const name = visible(this.desk.name);
    const why = refusal(this.desk, "attach");
    this.submit.disabled = Boolean(why);
    setText(this.wrong, why);
    setText(this.command, visible(this.#main?.command ?? ""));
    setText(this.ends, this.#endsText(name));
    this.#writeLeaves();
    this.line.write(attachLine(this.desk.name));
  }

  /** @param {string} name */
  #endsText(name) {
    const { page, container } = this.desk;
    if (container && answerFor(page, "attach", container)?.leadsTo.includes("created"))
      return gettext(
        "%(name)s is not running. On this engine, attach prepares the container for a new start: the container moves to Created and loses its exit code.",
        { name },
      );
    if (this.#main?.tty === false)
      return gettext(
        "The main process has no terminal. You can only watch its output, and detaching does not affect the process.",
      );
    if (this.#main?.openStdin === false)
      return gettext(
        "The main process reads no input because the container was created without -i. You can only watch its output, and detaching does not affect the process.",
      );
    return gettext(
      "The console opens read-only. After you turn typing on, Ctrl-C, Ctrl-D or the command exit usually ends the main process, and then %(name)s exits. Dockcycle asks before it sends Ctrl-C, Ctrl-D or Ctrl-\\, but not when you type exit.",
      { name },
    );
  }

  #writeLeaves() {
    const hasKeys = this.#main?.tty !== false && this.#main?.openStdin !== false;
    this.leaves.hidden = !hasKeys;
    setText(this.leaves, gettext("To leave the container running, press Ctrl-P Ctrl-Q or select Detach."));
  }
}
