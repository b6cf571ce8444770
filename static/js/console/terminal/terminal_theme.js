/** The terminal's colours: those of `tokens.css`, as the page's theme makes them. */

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
 * Return the theme as xterm takes it. A token is resolved as the colour of an element: by itself it is only text.
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
 * Call `listener` when the page's theme may have changed; returns the function that ends it.
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
