/** Theme of the terminal: the colours of `tokens.css` in the theme of the page. */

const TOKENS = {
  background: "--term-ground",
  foreground: "--term-ink",
  cursor: "--term-cursor",
  cursorAccent: "--term-ground",
  selectionBackground: "--term-selection",
  scrollbarSliderBackground: "--term-slider",
  scrollbarSliderHoverBackground: "--arrow",
  scrollbarSliderActiveBackground: "--arrow",
  black: "--term-black",
  red: "--term-red",
  green: "--term-green",
  yellow: "--term-yellow",
  blue: "--term-blue",
  magenta: "--term-magenta",
  cyan: "--term-cyan",
  white: "--term-white",
  brightBlack: "--term-bright-black",
  brightRed: "--term-bright-red",
  brightGreen: "--term-bright-green",
  brightYellow: "--term-bright-yellow",
  brightBlue: "--term-bright-blue",
  brightMagenta: "--term-bright-magenta",
  brightCyan: "--term-bright-cyan",
  brightWhite: "--term-bright-white",
};

/**
 * Return the theme for xterm. A token is resolved as the colour of an element, because its own value is unresolved
 * text.
 * @param {HTMLElement} within
 * @returns {import("../../../vendor/xterm.js").ITheme}
 */
export function readTheme(within) {
  const probe = document.createElement("i");
  within.append(probe);
  const colours = Object.entries(TOKENS).map(([name, token]) => {
    probe.style.color = `var(${token})`;
    return [name, getComputedStyle(probe).color];
  });
  probe.remove();
  return Object.fromEntries(colours);
}

/**
 * Call `listener` when the theme of the page may have changed. Returns a function that removes the listener.
 * @param {() => void} listener
 */
export function onThemeChange(listener) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  dark.addEventListener("change", listener);
  return () => {
    observer.disconnect();
    dark.removeEventListener("change", listener);
  };
}
