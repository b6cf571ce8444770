/** Dialog to prune dangling images, which the page calls untagged: lists them and the space that they use. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { ImageRow } from "./pure/image_rows.js" */
import { pruneLine } from "../core/pure/docker_line.js";
import { DockerLine } from "../ui/docker_line_view.js";
import { openDialog } from "../ui/dialog.js";
import { element } from "../ui/dom.js";
import { engineField } from "../ui/engine_field.js";
import { api, ask, toProblem } from "../core/http.js";
import { gettext, ngettext } from "../core/i18n.js";
import { showDone } from "../ui/toast.js";
import { problemRegion, problemElements } from "../ui/error_view.js";
import { prunable, shortId, sumOf } from "./pure/image_rows.js";

/**
 * Show the images, ask, prune, and show the result.
 * @param {Page} page
 * @param {ImageRow[]} rows
 */
export async function openPrune(page, rows) {
  const form = new PruneForm(page, rows);
  const dialog = await openDialog({
    title: gettext("Prune untagged images"),
    kind: "prune-images",
    body: [form.element],
  });
  form.close = dialog.close;
  form.stay.focus();
  await dialog.closed;
}

class PruneForm {
  close = () => {};

  /** @param {Page} page @param {ImageRow[]} rows */
  constructor(page, rows) {
    this.page = page;
    this.rows = prunable(rows);
    this.engine = engineField(page, "prune-engine", this.rows[0]?.engine);
    this.preview = element("div", { class: "preview" });
    this.trouble = problemRegion();
    this.stay = element("button", { type: "button" }, gettext("Cancel"));
    this.submit = element("button", { class: "danger" });
    const line = new DockerLine(pruneLine()).element;
    const buttons = element("div", { class: "buttons" }, this.stay, this.submit);
    this.element = element("form", {}, this.engine.element, this.preview, line, this.trouble, buttons);
    this.element.addEventListener("change", () => this.write());
    this.stay.addEventListener("click", () => this.close());
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#send();
    });
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
    this.submit.replaceChildren(ngettext("Prune %(count)s image", "Prune %(count)s images", images));
    this.submit.disabled = !images;
  }

  async #send() {
    this.submit.disabled = true;
    try {
      const { docker, deleted, reclaimed } = await ask("POST", api("images", this.engine.value, "prune"), {
        body: {},
      });
      this.close();
      const facts = { size: this.page.format.bytes(reclaimed) };
      const text = ngettext(
        "Removed %(count)s layer and freed %(size)s.",
        "Removed %(count)s layers and freed %(size)s.",
        deleted.length,
        facts,
      );
      await showDone({ text, docker });
    } catch (error) {
      this.trouble.replaceChildren(...problemElements(toProblem(error)));
      this.submit.disabled = false;
    }
  }
}
