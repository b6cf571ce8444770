/** Dialog to remove several images: one request for each name, and the result of each. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { ImageRow } from "./pure/image_rows.js" */
import { api, ask, toProblem } from "../core/http.js";
import { gettext, ngettext } from "../core/i18n.js";
import { removeImagesLine } from "../core/pure/docker_line.js";
import { imageName, visible } from "../core/pure/format.js";
import { openDialog } from "../ui/dialog.js";
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
  const form = new RemoveManyForm(page, rows);
  const title = ngettext("Remove %(count)s image?", "Remove %(count)s images?", rows.length);
  const dialog = await openDialog({ title, kind: "remove-images", body: [form.element] });
  form.close = dialog.close;
  form.stay.focus();
  await dialog.closed;
  form.isClosed = true;
}

class RemoveManyForm {
  close = () => {};
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
    this.stay = element("button", { type: "button" }, gettext("Cancel"));
    this.submit = element("button", { class: "danger" }, gettext("Remove"));
    this.element = element(
      "form",
      {},
      element("p", {}, lost),
      ...(used ? [element("p", { class: "loss" }, refused)] : []),
      this.list,
      new DockerLine(removeImagesLine(rows.map(({ reference }) => reference))).element,
      this.state,
      element("div", { class: "buttons" }, this.stay, this.submit),
    );
    this.stay.addEventListener("click", () => this.close());
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#send();
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
    this.submit.disabled = true;
    let removed = 0;
    let failed = 0;
    for (const row of this.rows) {
      if (this.isClosed) break;
      if (await this.#removeOne(row)) removed += 1;
      else failed += 1;
      const facts = { removed, failed, total: this.rows.length };
      setText(this.state, gettext("%(removed)s of %(total)s removed, %(failed)s not removed", facts));
    }
    this.submit.hidden = true;
    setText(this.stay, gettext("Close"));
    this.stay.focus();
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
