/** Elements that several console views use. */

import { element } from "../ui/dom.js";

/**
 * Return a button. It shows `icon` if given, with `word` as its label. If `icon` is empty, the stylesheet draws one.
 * @param {{word: string, act: string, icon?: string, hint?: string, press: () => void}} what `act`: `data-act`
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
 * Return the keys of a shortcut as `<kbd>` elements: `Ctrl` `Shift` `C`.
 * @param {string} keys joined by `+`
 */
export function keys(keys) {
  return element(
    "span",
    { class: "keys", translate: "no" },
    ...keys.split("+").map((key) => element("kbd", {}, key)),
  );
}
