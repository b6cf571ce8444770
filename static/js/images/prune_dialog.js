/** Dialog to prune dangling images, which the page calls untagged: lists them and the space that they use. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { ImageRow } from "./pure/image_rows.js" */
import { pruneLine } from "../core/pure/docker_line.js";
import { DockerLine } from "../ui/docker_line_view.js";
import { DialogForm } from "../ui/dialogs/dialog_form.js";
import { loadStyle } from "../ui/stylesheets.js";
import { element } from "../ui/dom.js";
import { engineField } from "../ui/engine_field.js";
import { api, ask } from "../core/http.js";
import { gettext, ngettext } from "../core/i18n.js";
import { showDone } from "../ui/toast.js";
import { prunable, shortId, sumOf } from "./pure/image_rows.js";

/**
 * Show the images, ask, prune, and show the result.
 * @param {Page} page
 * @param {ImageRow[]} rows
 */
export async function openPrune(page, rows) {
  await loadStyle("image_dialogs.css");
  const { form } = new PruneForm(page, rows);
  await form.open({ title: gettext("Prune untagged images"), kind: "prune-images" });
}

class PruneForm {
  /** @param {Page} page @param {ImageRow[]} rows */
  constructor(page, rows) {
    this.page = page;
    this.rows = prunable(rows);
    this.engine = engineField(page, "prune-engine", this.rows[0]?.engine);
    this.preview = element("div", { class: "preview" });
    this.form = new DialogForm({
      parts: [this.engine.element, this.preview, new DockerLine(pruneLine()).element],
      submit: "",
      look: "danger",
      send: () => this.#send(),
    });
    this.form.element.addEventListener("change", () => this.write());
    this.write();
  }

  write() {
    const { format } = this.page;
    const rows = this.rows.filter(({ engine }) => engine === this.engine.value);
    const { images, bytes } = sumOf(rows);
    const text = ngettext(
      "%(count)s untagged image that no container uses. Pruning it frees up to %(size)s.",
      "%(count)s untagged images that no container uses. Pruning them frees up to %(size)s in total.",
      images,
      { size: format.bytes(bytes) },
    );
    const items = rows.map(({ id, size, createdAt }) =>
      element(
        "li",
        {},
        element("code", {}, shortId(id)),
        element("span", {}, format.full(Date.parse(createdAt))),
        element("b", {}, format.bytes(size)),
      ),
    );
    this.preview.replaceChildren(
      element("p", {}, images ? text : gettext("There are no untagged images to prune.")),
      element("ul", {}, ...items),
    );
    this.form.submit.replaceChildren(ngettext("Prune %(count)s image", "Prune %(count)s images", images));
    this.form.submit.disabled = !images;
  }

  async #send() {
    const path = api("images", this.engine.value, "prune");
    const { docker, deleted, reclaimed } = await ask("POST", path, { body: {} });
    this.form.close();
    const text = ngettext(
      "Removed %(count)s layer and freed %(size)s.",
      "Removed %(count)s layers and freed %(size)s.",
      deleted.length,
      { size: this.page.format.bytes(reclaimed) },
    );
    await showDone({ text, docker });
  }
}
