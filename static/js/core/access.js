/**
 * Checks whether the server's mode (`DOCKCYCLE_MODE`) allows an action. The server enforces the mode. The page only
 * shows the reason.
 */

/** @import { Page } from "../../../types/view.d.ts" */
import { gettext } from "./i18n.js";

const MODES = ["view", "operate", "admin"];

/**
 * Return why the server's mode does not allow `action`, or an empty string if it does.
 * @param {Page} page
 * @param {string} action a key of `NEEDS` in `dockcycle/domain/access.py`
 */
export function modeRefusal(page, action) {
  const { mode } = page.lifecycle;
  const needs = page.lifecycle.needs[action] ?? "admin";
  if (MODES.indexOf(mode) >= MODES.indexOf(needs)) return "";
  return gettext("Dockcycle runs in mode %(mode)s. This requires mode %(needs)s.", {
    mode,
    needs,
  });
}
