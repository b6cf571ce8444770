/** Dialog to remove several images: one request for each name, and the result of each. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { ImageRow } from "./pure/image_rows.js" */
import { api, ask, toProblem } from "../core/http.js";
import { gettext, ngettext } from "../core/i18n.js";
import { removeImagesLine } from "../core/pure/docker_line.js";
import { imageName, visible } from "../core/pure/format.js";
import { DialogForm } from "../ui/dialogs/dialog_form.js";
import { loadStyle } from "../ui/stylesheets.js";
import { element, setText } from "../ui/dom.js";
import { DockerLine } from "../ui/docker_line_view.js";
import { sumOf } from "./pure/image_rows.js";

/**
 * Show the images, ask, remove them, and show the results.
 * @param {Page} page
 * @param {ImageRow[]} rows
 */
export async function openRemoveMany(page, rows) {
  if (!rows.length) return;
  await loadStyle("image_dialogs.css");
  const removal = new RemoveManyForm(page, rows);
  const title = ngettext("Remove %(count)s image?", "Remove %(count)s images?", rows.length);
  await removal.form.open({ title, kind: "remove-images" });
  removal.isClosed = true;
}

class RemoveManyForm {
  isClosed = false;
  /** @type {Map<string, HTMLElement>} */
  #results = new Map();

  /** @param {Page} page @param {ImageRow[]} rows */
  constructor(page, rows) {
    this.rows = rows;
    const used = rows.filter(({ usedBy }) => usedBy.length).length;
    const size = page.format.bytes(sumOf(rows).bytes);
    const lost = gettext(
      "The layers that no other image uses are deleted (up to %(size)s). To get an image back, pull or build it again.",
      { size },
    );
    const refused = ngettext(
      "%(count)s image is in use. The engine refuses to remove it.",
      "%(count)s images are in use. The engine refuses to remove them.",
      used,
    );
    this.list = element("ul", { class: "removals", tabindex: 0, "aria-label": gettext("Results") });
    this.list.append(...rows.map((row) => this.#item(row)));
    this.state = element("p", { role: "status" });
    this.form = new DialogForm({
      parts: [
        element("p", {}, lost),
        ...(used ? [element("p", { class: "loss" }, refused)] : []),
        this.list,
        new DockerLine(removeImagesLine(rows.map(({ reference }) => reference))).element,
        this.state,
      ],
      submit: gettext("Remove"),
      look: "danger",
      send: () => this.#send(),
    });
  }

  /** @param {ImageRow} row */
  #item({ key, reference }) {
    const result = element("span", {});
    this.#results.set(key, result);
    return element("li", {}, element("b", { translate: "no" }, imageName(reference)), " ", result);
  }

  /** Remove one image after the other. Closing the dialog ends the rest. */
  async #send() {
    let removed = 0;
    let failed = 0;
    for (const row of this.rows) {
      if (this.isClosed) break;
      if (await this.#removeOne(row)) removed += 1;
      else failed += 1;
      const facts = { removed, failed, total: this.rows.length };
      setText(this.state, gettext("%(removed)s of %(total)s removed, %(failed)s not removed", facts));
    }
    this.form.submit.hidden = true;
    setText(this.form.stay, gettext("Close"));
    this.form.stay.focus();
  }

  /** @param {ImageRow} row */
  async #removeOne({ key, engine, reference }) {
    const result = this.#results.get(key) ?? element("span");
    const item = result.parentElement;
    try {
      setText(result, gettext("in progress"));
      await ask("DELETE", api("images", engine, reference));
      item?.setAttribute("data-outcome", "done");
      setText(result, gettext("removed"));
      return true;
    } catch (error) {
      const { detail, code } = toProblem(error);
      item?.setAttribute("data-outcome", code === "unknown_outcome" ? "unknown" : "refused");
      setText(result, visible(detail));
      return false;
    }
  }
}
