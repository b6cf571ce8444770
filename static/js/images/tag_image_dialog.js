/** Dialog to give an image another name with `docker tag`. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { ImageRow } from "./pure/image_rows.js" */
import { api, ask } from "../core/http.js";
import { gettext } from "../core/i18n.js";
import { tagLine } from "../core/pure/docker_line.js";
import { imageName } from "../core/pure/format.js";
import { DialogForm } from "../ui/dialogs/dialog_form.js";
import { element, setText } from "../ui/dom.js";
import { DockerLine } from "../ui/docker_line_view.js";
import { showDone } from "../ui/toast.js";

/**
 * Ask for the name, set it, and show the result.
 * @param {Page} page
 * @param {ImageRow} row
 */
export async function openTag(page, row) {
  const { field, form } = new TagForm(page, row);
  const title = gettext("Tag %(name)s", { name: imageName(row.reference) });
  field.addEventListener("focus", () => field.select(), { once: true });
  await form.open({ title, kind: "tag-image", focus: field });
}

class TagForm {
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
    const label = element("label", { for: "tag-target" }, gettext("New name"));
    this.form = new DialogForm({
      parts: [label, this.field, this.hint, this.line.element],
      submit: gettext("Tag"),
      look: "primary",
      send: () => this.#send(),
    });
    this.field.addEventListener("input", () => this.write());
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
    this.form.submit.disabled = !target || isOwn;
    this.line.write(tagLine(reference, target || "NEW_NAME"));
    setText(
      this.hint,
      holder ? holderText(isOwn, whole) : gettext("For example shop/web:4.3. Without a tag: latest."),
    );
  }

  async #send() {
    const { engine, reference } = this.row;
    const body = { reference, target: this.field.value.trim() };
    const { docker } = await ask("POST", api("images", engine, "tag"), { body });
    this.form.close();
    await showDone({ text: gettext("Tagged. The image has one more name."), docker });
  }
}

/** @param {boolean} isOwn @param {string} name */
function holderText(isOwn, name) {
  if (isOwn) return gettext("The image already has this name.");
  return gettext("Another image has the name %(name)s now and loses it.", { name: imageName(name) });
}
