/**
 * Checks whether the server's mode (`DOCKCYCLE_MODE`) allows an action. The server enforces the mode. This module only
 * disables buttons and shows the reason.
 */

/** @import { Page } from "../../../types/view.d.ts" */
import { setAttributes } from "../ui/dom.js";
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

/**
 * Set `aria-disabled` and a `title` with the reason on a button whose action is not allowed. The button stays
 * focusable, so that keyboard and screen reader users can read the reason.
 * @param {Page} page
 * @param {HTMLElement} button
 * @param {string} action
 */
export function guard(page, button, action) {
  const why = modeRefusal(page, action);
  setAttributes(button, { "aria-disabled": why ? "true" : null, title: why || button.title || null });
}

/** Return whether `guard` disabled the button. @param {Element} button */
export function isBarred(button) {
  return button.getAttribute("aria-disabled") === "true";
}
