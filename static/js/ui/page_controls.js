/** Controls in the bar of every page: the theme button and the language links. */

import { byId, setText } from "./dom.js";
import { gettext } from "../core/i18n.js";

/** The button that shows the theme and switches to the next one. The shortcut of the button is the key `t`. */
export class ThemeButton {
  #ends = [() => {}];

  /** @param {import("../core/settings.js").Settings} settings */
  constructor(settings) {
    this.settings = settings;
    this.button = byId("theme", HTMLButtonElement);
  }

  connect() {
    const write = () => setText(this.button, themeWord(this.settings.theme));
    const leave = new AbortController();
    this.button.addEventListener("click", () => this.settings.nextTheme(), { signal: leave.signal });
    this.#ends = [() => leave.abort(), this.settings.onChange(write)];
    write();
  }

  disconnect() {
    for (const end of this.#ends.splice(0)) end();
  }
}

/** @param {string} theme */
function themeWord(theme) {
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
