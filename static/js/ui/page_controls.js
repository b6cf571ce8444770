/** What the bars of all pages say alike: the theme's word, and the same page in another language. */

import { gettext } from "../core/i18n.js";

/** @param {string} theme */
export function themeWord(theme) {
  if (theme === "light") return gettext("Light");
  return theme === "dark" ? gettext("Dark") : gettext("Auto");
}

/** Let the links to other languages lead to what is shown now. */
export function writeLanguages() {
  for (const link of document.querySelectorAll("a[hreflang]")) {
    if (!(link instanceof HTMLAnchorElement)) continue;
    const here = new URLSearchParams(location.search);
    here.set("lang", link.hreflang);
    link.search = here.toString();
    link.hash = location.hash;
  }
}
