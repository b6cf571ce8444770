/** Dialog that creates or runs a container: form, docker commands, and recovery actions after a failure. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { Create, Problem } from "../../../types/images.d.ts" */
/** @import { ControllerLoader } from "../commands/lazy_commands.js" */
import { guard, isBarred } from "../ui/guard.js";
import { openDialog } from "../ui/dialogs/dialog.js";
import { element, setText } from "../ui/dom.js";
import { engineField } from "../ui/engine_field.js";
import { visible } from "../core/pure/format.js";
import { api, ask, toProblem } from "../core/http.js";
import { gettext } from "../core/i18n.js";
import { loadStyle } from "../ui/stylesheets.js";
import { problemRegion, problemElements } from "../ui/error_view.js";
import { focusOnArrival } from "./focus_new_card.js";
import { CopiedValues } from "./copied_values.js";
import { showCreated } from "./created_message.js";
import { Form } from "./create_form.js";
import { ImagePart } from "./image_field.js";
import { DockerPreview } from "./docker_preview.js";
import { isDockerLine, RunLinePaste } from "./paste_run_line.js";
import { pullFirst } from "./pull_first.js";
import { endsAtOnce } from "./pure/form_values.js";
import { recoveryActions } from "./recovery_actions.js";

/**
 * `from`: the container to copy; `withTerminal`: keep its name and set -i and -t.
 * @typedef {{engine?: string, image?: string, from?: {engine: string, id: string, name: string}, withTerminal?: boolean}} Wanted
 */

/**
 * Open the dialog. Returns when it is closed.
 * @param {Page} page
 * @param {ControllerLoader} controller
 * @param {Wanted} [wanted]
 */
export async function openCreate(page, controller, wanted = {}) {
  await Promise.all([loadStyle("create.css"), loadStyle("pull.css")]);
  const maker = new CreateDialog(page, controller, wanted);
  const title = wanted.from
    ? gettext("Create another container like %(name)s", { name: visible(wanted.from.name) })
    : gettext("Create a container");
  const dialog = await openDialog({ title, kind: "create", body: [maker.element] });
  maker.close = dialog.close;
  maker.begin(wanted);
  await dialog.closed;
  maker.end();
}

class CreateDialog {
  #leave = new AbortController();
  #isBusy = false;
  /** Whether the displayed problem is about the form, not about a sent request. */
  #isJudging = false;
  #endStore = () => false;

  close = () => {};

  /** @param {Page} page @param {ControllerLoader} controller @param {Wanted} wanted */
  constructor(page, controller, { engine, from }) {
    this.page = page;
    this.recovery = { controller, onFree: this.#freed.bind(this) };
    this.engine = engineField(page, "create-engine", engine ?? from?.engine);
    this.image = new ImagePart(page, () => this.engine.value);
    this.form = new Form(this.image.element);
    this.lines = new DockerPreview(
      () => this.body,
      (problem) => this.#judge(problem),
    );
    this.paste = new RunLinePaste((create) => this.fill(create));
    this.copied = new CopiedValues(() => void this.#reveal());
    this.hint = element("p", { class: "beware", role: "status" });
    this.progress = element("div", { class: "progress", "aria-live": "polite" });
    this.trouble = problemRegion();
    this.create = element("button", { type: "submit", value: "create" }, gettext("Create"));
    this.run = element(
      "button",
      { type: "submit", value: "run", class: "primary" },
      gettext("Create and start"),
    );
    for (const button of [this.create, this.run]) guard(page, button, "create");
    this.element = this.#form();
  }

  /** The values of the form as the body of the request. */
  get body() {
    return { image: this.image.value, ...this.copied.added(this.form.read()), engine: this.engine.value };
  }

  #form() {
    const { create, run } = this.lines;
    const buttons = element("div", { class: "ending" }, this.create, create.element, this.run, run.element);
    const parts = [this.hint, this.lines.dangers, this.progress, this.trouble];
    const foot = element("footer", {}, ...parts, buttons);
    const form = element(
      "form",
      { novalidate: true, autocomplete: "off" },
      this.paste.element,
      this.copied.element,
      this.engine.element,
      this.form.element,
      foot,
    );
    form.addEventListener("input", () => this.write());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const button = event.submitter ?? this.run;
      if (!isBarred(button)) void this.#submit(button === this.run);
    });
    this.image.field.input.addEventListener("paste", (event) => this.#paste(event));
    return form;
  }

  /** @param {Wanted} wanted */
  begin({ image = "", from, withTerminal = false }) {
    this.image.value = image;
    this.#endStore = this.page.store.subscribe(() => this.image.write());
    this.write();
    if (from)
      void this.#clone(from, withTerminal ? { name: from.name, tty: true, openStdin: true } : { name: "" });
    if (image) this.form.focus("name");
    else this.image.field.input.focus();
  }

  /** Cancel everything when the dialog closes. */
  end() {
    this.#leave.abort();
    this.#endStore();
    this.lines.end();
  }

  /** @param {Partial<Create>} create */
  fill(create) {
    this.image.value = create.image ?? "";
    this.form.fill(create);
    this.write();
  }

  write() {
    this.image.write();
    this.form.write();
    const hint = endsAtOnce(this.body)
      ? gettext("A shell exits immediately without -i and -t. Select both to keep it running.")
      : "";
    setText(this.hint, hint);
    this.lines.soon();
  }

  /** @param {NonNullable<Wanted["from"]>} from @param {Partial<Create>} other values that replace those of `from` */
  async #clone({ engine, id }, other) {
    try {
      const like = await ask("GET", api("containers", engine, id, "create"), {
        signal: this.#leave.signal,
      });
      this.copied.write({ engine, id }, like);
      this.fill({ ...like.create, ...other });
      this.form.focus("name");
    } catch (error) {
      if (!this.#leave.signal.aborted) this.#refuse(toProblem(error));
    }
  }

  async #reveal() {
    try {
      const shown = await this.copied.revealed(this.form.read(), this.#leave.signal);
      this.fill({ ...shown, image: this.image.value });
    } catch (error) {
      if (!this.#leave.signal.aborted) this.#refuse(toProblem(error));
    }
  }

  /** @param {ClipboardEvent} event */
  #paste(event) {
    const text = event.clipboardData?.getData("text") ?? "";
    if (!isDockerLine(text)) return;
    event.preventDefault();
    void this.paste.take(text);
  }

  /** Show the problem that the server found in the form while the user types. @param {Problem | null} problem */
  #judge(problem) {
    this.form.clear();
    this.image.field.fail("");
    const isShown = !problem || this.#failField(problem);
    const isFree = this.#isJudging || !this.trouble.hasChildNodes();
    if (!isFree) return;
    this.#isJudging = !isShown;
    this.trouble.replaceChildren(...(isShown ? [] : problemElements(problem)));
  }

  /** Show a problem at its field. Returns whether the form has that field. @param {Problem} problem */
  #failField({ field, detail }) {
    if (field === "image") this.image.field.fail(detail);
    return field === "image" || this.form.fail(field, detail);
  }

  /** @param {boolean} start */
  async #submit(start) {
    if (this.#isBusy) return;
    if (!this.image.value) return this.image.field.input.focus();
    this.#busy(true);
    try {
      await this.#make(start);
    } catch (error) {
      if (!this.#leave.signal.aborted) this.#refuse(toProblem(error));
    } finally {
      this.#busy(false);
    }
  }

  /** @param {boolean} start */
  async #make(start) {
    const { engine, ...body } = this.body;
    const { signal } = this.#leave;
    if (!this.image.local)
      await pullFirst(this.page, { engine, reference: body.image, place: this.progress, signal });
    const answer = await ask("POST", api("containers", engine), { body: { ...body, start } });
    this.close();
    focusOnArrival(this.page, answer.id);
    await showCreated(this.page, answer, { engine, start, name: body.name });
  }

  /** @param {Problem} problem */
  #refuse(problem) {
    this.#isJudging = false;
    const actions = recoveryActions(this.page, this.body, problem, this.recovery);
    this.trouble.replaceChildren(...problemElements(problem), ...actions);
    this.#failField(problem);
    if (problem.code === "name_in_use") this.form.fail("name", gettext("This name is already used."));
    this.trouble.scrollIntoView({ block: "nearest" });
  }

  /** Show that the name is free again. The user repeats the request. @param {string} text @param {string} docker */
  #freed(text, docker) {
    this.form.clear();
    this.trouble.replaceChildren();
    const next = gettext("You can create the container now.");
    this.progress.replaceChildren(
      element("p", {}, text, " ", element("code", {}, visible(docker)), " ", next),
    );
    this.run.focus();
  }

  /** @param {boolean} is */
  #busy(is) {
    this.#isBusy = is;
    if (is) for (const place of [this.trouble, this.progress]) place.replaceChildren();
    this.create.disabled = this.run.disabled = is;
  }
}
