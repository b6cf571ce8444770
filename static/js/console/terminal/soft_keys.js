/** Buttons for keys that a touch keyboard does not have: Esc, Tab, Ctrl and the arrows. */

import { element, setAttributes } from "../../ui/dom.js";
import { gettext } from "../../core/i18n.js";
import { softKey } from "./pure/key_meanings.js";

const KEYS = [
  { key: "Escape", icon: "Esc" },
  { key: "Tab", icon: "Tab" },
  { key: "ArrowLeft", icon: "←" },
  { key: "ArrowUp", icon: "↑" },
  { key: "ArrowDown", icon: "↓" },
  { key: "ArrowRight", icon: "→" },
];

/**
 * Return the row of soft keys. A touch on them does not move the focus, so the on-screen keyboard stays open.
 * @param {import("./key_input.js").Typing} typing
 * @param {import("./screen.js").Screen} screen
 */
export function softKeys(typing, { terminal }) {
  const ctrl = element(
    "button",
    { type: "button", tabindex: -1, "data-key": "Control", "aria-pressed": "false" },
    "Ctrl",
  );
  ctrl.addEventListener("click", () => typing.holdCtrl(!typing.isCtrlHeld));
  typing.onCtrl = () => setAttributes(ctrl, { "aria-pressed": String(typing.isCtrlHeld) });
  const others = KEYS.map(({ key, icon }) => {
    const one = element("button", { type: "button", tabindex: -1, "data-key": key, "aria-label": key }, icon);
    one.addEventListener(
      "click",
      () => void typing.type(softKey(key, terminal.modes.applicationCursorKeysMode)),
    );
    return one;
  });
  const row = element(
    "div",
    { class: "soft-keys", role: "group", "aria-label": gettext("Terminal keys") },
    ...others.slice(0, 2),
    ctrl,
    ...others.slice(2),
  );
  row.addEventListener("pointerdown", (event) => event.preventDefault());
  return row;
}
