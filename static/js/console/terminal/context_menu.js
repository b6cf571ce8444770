/** Context menu of a terminal: copy, paste, select all, search. */

import { element } from "../../ui/dom.js";
import { gettext } from "../../core/i18n.js";
import { loadStyle } from "../../ui/stylesheets.js";

const MARGIN = 8;

/** @typedef {{word: string, key: string, act: string, isOff?: boolean, run: () => unknown}} Item */

/**
 * Open the menu at a point. Arrow keys move the focus, Enter chooses, Esc closes.
 * @param {Item[]} items
 * @param {{x: number, y: number}} at
 * @param {() => void} closed
 */
export async function openContextMenu(items, at, closed) {
  await loadStyle("menu.css");
  const buttons = items.map((item) => itemButton(item));
  const menu = element(
    "div",
    { class: "menu", role: "menu", popover: "auto", "aria-label": gettext("Console") },
    ...buttons,
  );
  buttons.forEach((button, index) => button.addEventListener("click", () => choose(menu, items[index])));
  menu.addEventListener("keydown", (event) => press(event, buttons));
  menu.addEventListener("toggle", (event) => {
    if (!(event instanceof ToggleEvent) || event.newState !== "closed") return;
    menu.remove();
    closed();
  });
  document.body.append(menu);
  menu.showPopover();
  place(menu, at);
  buttons.find(({ disabled }) => !disabled)?.focus();
}

/** @param {Item} item */
function itemButton({ word, key, act, isOff = false }) {
  return element(
    "button",
    { type: "button", role: "menuitem", tabindex: -1, "data-act": act, disabled: isOff },
    element("b", {}, word),
    element("code", { translate: "no" }, key),
  );
}

/** @param {HTMLElement} menu @param {Item | undefined} item */
function choose(menu, item) {
  menu.hidePopover();
  void item?.run();
}

/** @param {KeyboardEvent} event @param {HTMLButtonElement[]} buttons */
function press(event, buttons) {
  event.stopPropagation();
  const on = buttons.filter(({ disabled }) => !disabled);
  const at = on.findIndex((one) => one === document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (next === undefined) return;
  on.at(next % on.length)?.focus();
  event.preventDefault();
}

/** @param {HTMLElement} menu @param {{x: number, y: number}} at */
function place(menu, { x, y }) {
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(MARGIN, Math.min(x, innerWidth - width - MARGIN))}px`;
  menu.style.top = `${Math.max(MARGIN, Math.min(y, innerHeight - height - MARGIN))}px`;
}
