/** What this page may do: the server's mode (`DOCKCYCLE_MODE`) against what each action needs. The server decides; this explains. */

/** @import { Page } from "../../../types/view.d.ts" */
import { setAttributes } from "../ui/dom.js";
import { gettext } from "./i18n.js";

const MODES = ["view", "operate", "admin"];

/**
 * Return why an action is not allowed here, an empty text when it is.
 * @param {Page} page
 * @param {string} action as `dockcycle/domain/access.py` names it
 */
export function whyNot(page, action) {
  const { mode } = page.lifecycle;
  const needs = page.lifecycle.needs[action] ?? "admin";
  if (MODES.indexOf(mode) >= MODES.indexOf(needs)) return "";
  return gettext("Dockcycle runs in mode %(mode)s. This needs at least mode %(needs)s.", {
    mode,
    needs,
  });
}

/**
 * Disable a button whose action is not allowed, and say why. It stays in reach: a disabled one tells nobody its reason.
 * @param {Page} page
 * @param {HTMLElement} button
 * @param {string} action
 */
export function guard(page, button, action) {
  const why = whyNot(page, action);
  setAttributes(button, { "aria-disabled": why ? "true" : null, title: why || button.title || null });
}

/** @param {Element} button */
export function isBarred(button) {
  return button.getAttribute("aria-disabled") === "true";
}
