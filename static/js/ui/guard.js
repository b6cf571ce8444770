/** Disables the buttons of actions that the server's mode does not allow. */

/** @import { Page } from "../../../types/view.d.ts" */
import { modeRefusal } from "../core/access.js";
import { setAttributes } from "./dom.js";

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
