/** The large dialogs of pull and create: their code comes when the first of them opens. */

/** @import { Page } from "../../../types/view.d.ts" */
import { bring } from "../core/module_retry.js";
import { gettext } from "../core/i18n.js";

/**
 * Return the functions that open them.
 * @param {Page} page
 */
export function openers(page) {
  return {
    /** @param {import("../pull/pull_dialog.js").Wanted} [wanted] */
    async pull(wanted = {}) {
      const dialog = await lazyImport(() => import("../pull/pull_dialog.js"));
      if (dialog && !isOpen()) await dialog.openPull(page, wanted);
    },
    /** @param {import("../create/create_dialog.js").Wanted} [wanted] */
    async create(wanted = {}) {
      const dialog = await lazyImport(() => import("../create/create_dialog.js"));
      if (dialog && !isOpen()) await dialog.openCreate(page, wanted);
    },
  };
}

/**
 * Return what `load` brings; null where it cannot be had, which the page then says.
 * @template Module
 * @param {() => Promise<Module>} load
 * @returns {Promise<Module | null>}
 */
export async function lazyImport(load) {
  return isOpen() ? null : bring(load).catch(sayMissing);
}

/** One dialog at a time. */
function isOpen() {
  return document.querySelector("dialog[open]") !== null;
}

/** @returns {null} */
function sayMissing() {
  const news = document.getElementById("news");
  if (!news) return null;
  news.hidden = false;
  if (news.lastElementChild)
    news.lastElementChild.textContent = gettext("This part of the page could not be loaded. Try again.");
  return null;
}
