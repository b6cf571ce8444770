/** Opens the pull and create dialogs, and loads their modules on first use. */

/** @import { Page } from "../../../../types/view.d.ts" */
import { importModule } from "../../core/retry.js";
import { gettext } from "../../core/i18n.js";

/**
 * Return the functions that open the dialogs. They do nothing while another dialog is open.
 * @param {Page} page
 * @param {import("../../commands/lazy_commands.js").ControllerLoader} controller
 */
export function openers(page, controller) {
  return {
    /** @param {import("../../pull/pull_dialog.js").Wanted} [wanted] */
    async pull(wanted = {}) {
      const dialog = await lazyImport(() => import("../../pull/pull_dialog.js"));
      if (dialog && !isOpen()) await dialog.openPull(page, wanted);
    },
    /** @param {import("../../create/create_dialog.js").Wanted} [wanted] */
    async create(wanted = {}) {
      const dialog = await lazyImport(() => import("../../create/create_dialog.js"));
      if (dialog && !isOpen()) await dialog.openCreate(page, controller, wanted);
    },
  };
}

/**
 * Return the module that `load` imports. Returns null while a dialog is open, or if the module cannot be loaded; then
 * the banner shows an error.
 * @template Module
 * @param {() => Promise<Module>} load
 * @returns {Promise<Module | null>}
 */
export async function lazyImport(load) {
  return isOpen() ? null : importModule(load).catch(showMissing);
}

/** Return whether a dialog is open. Only one dialog may be open at a time. */
function isOpen() {
  return document.querySelector("dialog[open]") !== null;
}

/** @returns {null} */
function showMissing() {
  const news = document.getElementById("news");
  if (!news) return null;
  news.hidden = false;
  if (news.lastElementChild)
    news.lastElementChild.textContent = gettext("This part of the page could not be loaded. Try again.");
  return null;
}
