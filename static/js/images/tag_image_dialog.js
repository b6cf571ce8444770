/** Dialog to give an image another name with `docker tag`. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { ImageRow } from "./pure/image_rows.js" */
import { api, ask, toProblem } from "../core/http.js";
import { gettext } from "../core/i18n.js";
import { tagLine } from "../core/pure/docker_line.js";
import { imageName } from "../core/pure/format.js";
import { openDialog } from "../ui/dialog.js";
import { element, setText } from "../ui/dom.js";
import { DockerLine } from "../ui/docker_line_view.js";
import { problemElements, problemRegion } from "../ui/error_view.js";
import { showDone } from "../ui/toast.js";

/**
 * Ask for the name, set it, and show the result.
 * @param {Page} page
 * @param {ImageRow} row
 */
export async function openTag(page, row) {
  const form = new TagForm(page, row);
  const title = gettext("Tag %(name)s", { name: imageName(row.reference) });
  const dialog = await openDialog({ title, kind: "tag-image", body: [form.element] });
  form.close = dialog.close;
  form.field.focus();
  form.field.select();
  await dialog.closed;
}

class TagForm {
  close = () => {};

  /** @param {Page} page @param {ImageRow} row */
  constructor(page, row) {
    this.page = page;
    this.row = row;
    this.field = element("input", {
      id: "tag-target",
      maxlength: 512,
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      "aria-describedby": "tag-hint",
    });
    this.field.value = row.tag ? row.reference : "";
    this.hint = element("p", { id: "tag-hint", class: "hint", "aria-live": "polite" });
    this.line = new DockerLine();
    this.trouble = problemRegion();
    this.stay = element("button", { type: "button" }, gettext("Cancel"));
    this.submit = element("button", { class: "primary" }, gettext("Tag"));
    this.element = element(
      "form",
      {},
      element("label", { for: "tag-target" }, gettext("New name")),
      this.field,
      this.hint,
      this.line.element,
      this.trouble,
      element("div", { class: "buttons" }, this.stay, this.submit),
    );
    this.field.addEventListener("input", () => this.write());
    this.stay.addEventListener("click", () => this.close());
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#send();
    });
    this.write();
  }

  write() {
    const { engine, id, reference } = this.row;
    const target = this.field.value.trim();
    const whole = /:[^/]*$/.test(target) ? target : `${target}:latest`;
    const holder = this.page.store.state.images.find(
      (image) => image.engine === engine && image.tags.includes(whole),
    );
    const isOwn = holder?.id === id;
    this.submit.disabled = !target || isOwn;
    this.line.write(tagLine(reference, target || "NEW_NAME"));
    setText(
      this.hint,
      holder ? holderText(isOwn, whole) : gettext("For example shop/web:4.3. Without a tag: latest."),
    );
  }

  async #send() {
    const { engine, reference } = this.row;
    if (this.submit.disabled) return;
    this.submit.disabled = true;
    try {
      const body = { reference, target: this.field.value.trim() };
      const { docker } = await ask("POST", api("images", engine, "tag"), { body });
      this.close();
      await showDone({ text: gettext("Tagged. The image has one more name."), docker });
    } catch (error) {
      this.trouble.replaceChildren(...problemElements(toProblem(error)));
      this.submit.disabled = false;
    }
  }
}

/** @param {boolean} isOwn @param {string} name */
function holderText(isOwn, name) {
  if (isOwn) return gettext("The image already has this name.");
  return gettext("Another image has the name %(name)s now and loses it.", { name: imageName(name) });
}
