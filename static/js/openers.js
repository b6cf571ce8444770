/** The large dialogs of pull and create: their code comes when the first of them opens. */

/** @import { Page } from "../../types/view.d.ts" */

/**
 * Return the functions that open them.
 * @param {Page} page
 */
export function openers(page) {
  return {
    /** @param {import("./pull/dialog.js").Wanted} [wanted] */
    async pull(wanted = {}) {
      if (isOpen()) return;
      const { openPull } = await import("./pull/dialog.js");
      await openPull(page, wanted);
    },
    /** @param {import("./create/dialog.js").Wanted} [wanted] */
    async create(wanted = {}) {
      if (isOpen()) return;
      const { openCreate } = await import("./create/dialog.js");
      await openCreate(page, wanted);
    },
  };
}

/** One dialog at a time. */
function isOpen() {
  return document.querySelector("dialog[open]") !== null;
}
