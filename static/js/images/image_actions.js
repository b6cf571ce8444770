/** Commands of the images page: pull, create, tag, history, remove, prune. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { ImageRow } from "./pure/image_rows.js" */
import { guard, isBarred } from "../ui/guard.js";
import { lazyImport } from "../ui/dialogs/dialog_openers.js";

/** The dialogs of the commands on one image. @type {Record<string, (page: Page, row: ImageRow) => Promise<unknown>>} */
const DIALOGS = {
  "remove-image": async (page, row) =>
    (await lazyImport(() => import("./remove_image_dialog.js")))?.openRemove(page, row),
  "image-history": async (page, row) =>
    (await lazyImport(() => import("./image_history_dialog.js")))?.openHistory(page, row),
  "tag-image": async (page, row) =>
    (await lazyImport(() => import("./tag_image_dialog.js")))?.openTag(page, row),
};

/** Handles clicks on the command buttons of the bar and of the rows. */
export class ImageActions {
  #leave = new AbortController();

  /**
   * @param {Page} page
   * @param {import("./image_table.js").ImageTable} table
   * @param {ReturnType<typeof import("../ui/dialogs/dialog_openers.js").openers>} open
   */
  constructor(page, table, open) {
    this.page = page;
    this.table = table;
    this.open = open;
  }

  connect() {
    const { signal } = (this.#leave = new AbortController());
    document.addEventListener("click", (event) => void this.#click(event), { signal });
    for (const button of document.querySelectorAll("button[data-command]"))
      if (button instanceof HTMLElement) guard(this.page, button, button.dataset["command"] ?? "");
  }

  disconnect() {
    this.#leave.abort();
  }

  /** @param {MouseEvent} event */
  async #click({ target }) {
    const button = target instanceof Element ? target.closest("[data-command]") : null;
    if (!button || isBarred(button) || document.querySelector("dialog[open]")) return;
    await this.#run(button.getAttribute("data-command") ?? "", this.table.rowAt(button));
  }

  /** @param {string} command @param {ImageRow | undefined} row */
  async #run(command, row) {
    const { page, open } = this;
    if (command === "pull") await open.pull();
    if (command === "create") await open.create(row ? { engine: row.engine, image: row.reference } : {});
    if (row) await DIALOGS[command]?.(page, row);
    if (command === "prune-images")
      await (await lazyImport(() => import("./prune_dialog.js")))?.openPrune(page, this.table.rows);
  }
}
