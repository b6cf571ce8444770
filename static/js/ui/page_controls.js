/** Controls in the bar of every page: the name of the theme and the language links. */

import { gettext } from "../core/i18n.js";

/** Return the translated name of a theme. @param {string} theme */
export function themeWord(theme) {
  if (theme === "light") return gettext("Light");
  return theme === "dark" ? gettext("Dark") : gettext("Auto");
}

/** Point the language links to the current URL, with only `lang` changed. */
export function writeLanguages() {
  for (const link of document.querySelectorAll("a[hreflang]")) {
    if (!(link instanceof HTMLAnchorElement)) continue;
    const here = new URLSearchParams(location.search);
    here.set("lang", link.hreflang);
    link.search = here.toString();
    link.hash = location.hash;
  }
}
