/** Dialog that asks for the image to pull, the engine, and the credentials of the registry. */

/** @import { Page } from "../../../types/view.d.ts" */
import { guard, isBarred } from "../ui/guard.js";
import { pullCommandLine } from "../core/pure/docker_line.js";
import { DockerLine } from "../ui/docker_line_view.js";
import { openDialog } from "../ui/dialogs/dialog.js";
import { element, setText } from "../ui/dom.js";
import { engineField } from "../ui/engine_field.js";
import { exampleText, Field, textInput } from "../ui/field.js";
import { visible } from "../core/pure/format.js";
import { api, ask, toProblem } from "../core/http.js";
import { gettext } from "../core/i18n.js";
import { problemRegion, problemElements } from "../ui/error_view.js";
import { needsCredentials, showWhenFailed } from "./pull_failure.js";
import { bare, fullName, readReference } from "./pure/image_reference.js";

/** @typedef {{engine?: string, reference?: string, username?: boolean}} Wanted `username`: unfold the sign-in fields */

/**
 * Open the dialog. Returns when it is closed.
 * @param {Page} page
 * @param {Wanted} [wanted]
 */
export async function openPull(page, wanted = {}) {
  const form = new PullForm(page, wanted);
  const dialog = await openDialog({ title: gettext("Pull an image"), kind: "pull", body: [form.element] });
  form.onDone = dialog.close;
  form.begin();
  await dialog.closed;
  form.forget();
}

/**
 * Open the dialog again for a failed pull.
 * @param {Page} page
 * @param {import("../../../types/wire.d.ts").Pull} pull
 */
export async function openAgain(page, { engine, reference, error }) {
  await openPull(page, { engine, reference, username: needsCredentials(error) });
}

class PullForm {
  #isSending = false;

  onDone = () => {};

  /**
   * @param {Page} page
   * @param {Wanted} wanted
   */
  constructor(page, { engine, reference = "", username = false }) {
    this.page = page;
    this.reference = new Field(
      gettext("Image"),
      textInput("pull-reference", { class: "mono", placeholder: exampleText("redis:7"), required: true }),
    );
    this.reference.value = reference;
    this.engine = engineField(page, "pull-engine", engine);
    this.username = new Field(gettext("User"), textInput("pull-username", { autocomplete: "off" }));
    this.password = new Field(
      gettext("Password or token"),
      textInput("pull-password", { type: "password", autocomplete: "new-password" }),
      gettext(
        "Used for this pull only. Dockcycle does not store the password or show it in the docker command.",
      ),
    );
    this.line = new DockerLine();
    this.trouble = problemRegion();
    this.submit = element("button", { class: "primary" }, gettext("Pull"));
    guard(page, this.submit, "pull");
    this.element = this.#form(username);
  }

  /** @param {boolean} signsIn */
  #form(signsIn) {
    this.signIn = element(
      "details",
      { open: signsIn },
      element("summary", {}, gettext("Sign in to the registry")),
      element("div", { class: "pair" }, this.username.element, this.password.element),
    );
    const form = element(
      "form",
      { autocomplete: "off", novalidate: true },
      this.reference.element,
      this.engine.element,
      this.signIn,
      this.line.element,
      this.trouble,
      element("p", { class: "hint" }, gettext("The pull continues if you close this page.")),
      element("div", { class: "buttons" }, this.submit),
    );
    form.addEventListener("input", () => this.write());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#send();
    });
    return form;
  }

  begin() {
    this.write();
    const first = this.signIn?.open ? this.username.input : this.reference.input;
    first.focus();
    this.reference.input.select();
  }

  /** Delete the password from the form. */
  forget() {
    this.username.value = "";
    this.password.value = "";
  }

  write() {
    const reference = readReference(this.reference.value);
    const isEmpty = reference.wrong === "empty";
    this.reference.fail(reference.wrong && !isEmpty ? wrongText(reference.wrong) : "");
    setText(this.reference.hint, reference.wrong ? usual() : named(reference));
    this.line.write(reference.wrong ? "" : pullCommandLine(bare(this.reference.value)));
    this.submit.disabled = Boolean(reference.wrong) || this.#isSending;
    return !reference.wrong;
  }

  async #send() {
    if (!this.write() || this.#isSending || isBarred(this.submit)) return;
    const body = {
      reference: bare(this.reference.value),
      ...(this.username.value ? { username: this.username.value, password: this.password.input.value } : {}),
    };
    this.#sending(true);
    try {
      const { pull: id } = await ask("POST", api("images", this.engine.value, "pull"), { body });
      showWhenFailed(this.page, id, (pull) => void openAgain(this.page, pull));
      this.onDone();
    } catch (error) {
      this.#fail(toProblem(error));
    } finally {
      this.#sending(false);
    }
  }

  /** @param {import("../../../types/images.d.ts").Problem} problem */
  #fail(problem) {
    this.trouble.replaceChildren(...problemElements(problem));
    if (problem.field !== "reference") return;
    this.reference.fail(problem.detail);
    this.reference.input.focus();
  }

  /** @param {boolean} is */
  #sending(is) {
    this.#isSending = is;
    if (is) this.trouble.replaceChildren();
    this.submit.disabled = is;
    setText(this.submit, is ? gettext("Starting…") : gettext("Pull"));
  }
}

/** @param {import("./pure/image_reference.js").Reference} reference */
function named(reference) {
  const facts = { registry: visible(reference.registry), name: visible(fullName(reference)) };
  return gettext("Pulls %(name)s from the registry %(registry)s.", facts);
}

function usual() {
  return gettext("name:tag for Docker Hub (docker.io), or host:port/name:tag for another registry.");
}

/** @param {import("./pure/image_reference.js").Wrong} wrong */
function wrongText(wrong) {
  return {
    empty: "",
    space: gettext("An image name cannot contain spaces."),
    upper: gettext("The repository in an image name cannot contain capital letters."),
    host: gettext("The registry is not valid. Use host or host:port."),
    name: gettext("Use a-z and 0-9, with single ., _ or - between them and / between the parts."),
    tag: gettext(
      "The tag is not valid. Use at most 128 letters, digits, _, . and -, and start with a letter, a digit or _.",
    ),
    digest: gettext("The digest is not valid. Use sha256: and 64 digits from 0-9 and a-f."),
    long: gettext("An image name can have at most 255 characters."),
  }[wrong];
}
