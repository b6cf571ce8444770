/** Small parts that the views of the console share. */

import { element } from "../ui/dom.js";

/**
 * Return a button with a word on it; `icon` is shown instead of the word where there is little room (empty: the style draws it).
 * @param {{word: string, act: string, icon?: string, hint?: string, press: () => void}} what `act` is its hook
 */
export function button({ word, act, icon, hint, press }) {
  const made = element(
    "button",
    {
      type: "button",
      "data-act": act,
      "aria-label": icon === undefined ? null : word,
      title: hint ?? (icon === undefined ? null : word),
    },
    icon ?? word,
  );
  made.addEventListener("click", press);
  return made;
}

/**
 * Return keys as they stand on a keyboard: `Ctrl` `Shift` `C`.
 * @param {string} keys joined by `+`
 */
export function keys(keys) {
  return element(
    "span",
    { class: "keys", translate: "no" },
    ...keys.split("+").map((key) => element("kbd", {}, key)),
  );
}
