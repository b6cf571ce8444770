/** Form that starts a process in a container: command, user, directory, environment. Enter starts the best shell. */

/** @import { Desk, Opening } from "../../../types/console.d.ts" */
import { execLine } from "../core/pure/docker_line.js";
import { answerFor } from "../commands/pure/offers.js";
import { DockerLine } from "../ui/docker_line_view.js";
import { argumentsPart } from "../create/command_field.js";
import { textPart } from "../create/form_parts.js";
import { pairsPart } from "../create/form_rows.js";
import { element, setText } from "../ui/dom.js";
import { tick } from "../ui/field.js";
import { visible } from "../core/pure/format.js";
import { gettext } from "../core/i18n.js";
import { api, ask, toProblem } from "../core/http.js";

/** Delay before the search for shells is repeated after a failed request. */
const AGAIN_MS = 10_000;

/** The form. It calls `on.open` with the chosen options. */
export class ExecForm {
  #asked = "";
  #notBefore = 0;

  /**
   * @param {Desk} desk
   * @param {{open: (opening: Opening) => void, looked: () => void}} on `looked`: the shells are known
   */
  constructor(desk, on) {
    this.desk = desk;
    this.on = on;
    this.command = argumentsPart({ name: "command", label: gettext("Command"), example: "sh" });
    this.more = moreParts();
    this.tty = tick("exec-tty", gettext("Allocate a terminal (-t)"));
    this.tty.input.checked = true;
    this.shells = element("div", {
      class: "shells",
      role: "group",
      "aria-label": gettext("Shells in this container"),
    });
    this.status = element("p", { class: "hint", role: "status" });
    this.wrong = element("p", { class: "trouble", role: "alert" });
    this.line = new DockerLine();
    this.submit = element(
      "button",
      { type: "submit", class: "primary", "data-act": "open-exec" },
      gettext("Open console"),
    );
    this.element = this.#form();
    this.write();
  }

  /** @returns {Opening} */
  get opening() {
    const { command = [] } = this.command.read();
    const { user, workdir, env } = Object.assign({}, ...this.more.map((part) => part.read()));
    const words = { ...(user && { user }), ...(workdir && { workdir }), ...(env && { env }) };
    return { mode: "exec", cmd: command, tty: this.tty.input.checked, ...words };
  }

  /** Search for shells once for each container. */
  async look() {
    const { engine, id } = this.desk;
    if (this.#asked === id || Date.now() < this.#notBefore || !this.element.isConnected || this.#why())
      return;
    this.#asked = id;
    setText(this.status, gettext("Looking for shells…"));
    try {
      const { shells } = await ask("GET", api("containers", engine, id, "shells"));
      this.#offer(shells);
    } catch (error) {
      [this.#asked, this.#notBefore] = ["", Date.now() + AGAIN_MS];
      setText(this.status, visible(toProblem(error).detail));
    }
  }

  focus() {
    if (this.opening.cmd?.length) this.submit.focus();
    else this.command.focus();
  }

  /** Update the form after a change of the container or of a field. */
  write() {
    const { opening } = this;
    const why = this.#why();
    const isOpenable = !why && Boolean(opening.cmd?.length);
    this.submit.disabled = !isOpenable;
    setText(this.wrong, why);
    this.line.write(opening.cmd?.length ? execLine(this.desk.name, opening) : "");
    for (const shell of this.shells.querySelectorAll("button"))
      shell.setAttribute(
        "aria-pressed",
        String(opening.cmd?.length === 1 && opening.cmd[0] === shell.dataset["shell"]),
      );
  }

  #form() {
    const more = element(
      "details",
      { class: "more" },
      element("summary", {}, gettext("User, directory, environment")),
      element("div", { class: "stack" }, ...this.more.map((part) => part.element), this.tty.element),
    );
    const form = element(
      "form",
      { class: "exec-form", novalidate: true },
      this.status,
      this.shells,
      this.command.element,
      more,
      this.wrong,
      element("div", { class: "ending" }, this.submit, this.line.element),
    );
    form.addEventListener("input", () => this.write());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.submit.disabled) this.on.open(this.opening);
    });
    return form;
  }

  /** @param {string[]} shells in order of preference */
  #offer(shells) {
    const buttons = shells.map((shell) => this.#shellButton(shell));
    this.shells.replaceChildren(...buttons);
    const none = gettext(
      "No shell found in this container. Enter the path of a program, for example /app --help.",
    );
    setText(this.status, shells.length ? "" : none);
    const [best] = shells;
    const isBegun = Boolean(this.opening.cmd?.length);
    if (best && !isBegun) this.command.write({ command: [best] });
    this.write();
    if (!isBegun) this.on.looked();
  }

  /** @param {string} shell */
  #shellButton(shell) {
    const made = element(
      "button",
      { type: "button", "data-shell": shell, title: shell },
      visible(shell.split("/").at(-1) ?? shell),
    );
    made.addEventListener("click", () => {
      this.command.write({ command: [shell] });
      this.write();
      this.submit.focus();
    });
    return made;
  }

  /** Return why exec is refused now, according to the lifecycle table. */
  #why() {
    return refusal(this.desk, "exec");
  }
}

/**
 * Return why a command is refused now, or an empty text if it is allowed.
 * @param {Desk} desk
 * @param {"exec" | "attach"} command
 */
export function refusal({ page, container }, command) {
  if (!container)
    return page.store.state.epoch === "" ? gettext("Connecting…") : gettext("This container does not exist.");
  const answer = answerFor(page, command, container);
  return answer?.verdict === "refused" ? answer.why : "";
}

function moreParts() {
  return [
    textPart({
      name: "user",
      label: gettext("User"),
      hint: gettext("Name or number, as in -u. Default: the user of the container."),
    }),
    textPart({ name: "workdir", label: gettext("Working directory"), example: "/" }),
    pairsPart({
      name: "env",
      label: gettext("Environment variables"),
      item: gettext("Variable"),
      placeholders: [gettext("name"), gettext("value")],
    }),
  ];
}
