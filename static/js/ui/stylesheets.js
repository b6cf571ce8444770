/** Waits for the stylesheets of the page and loads further ones. `module_recovery.js` reloads those that fail. */

/** Resolve when the stylesheets of the document apply. Layout cannot be measured before. @returns {Promise<void>} */
export function styled() {
  if (!document.documentElement.hidden) return Promise.resolve();
  return new Promise((resolve) => document.addEventListener("styled", () => resolve(), { once: true }));
}

/**
 * Load a stylesheet of `static/css/` unless the page has it. Resolves when the stylesheet applies.
 * @param {string} name
 * @returns {Promise<void>}
 */
export function loadStyle(name) {
  const { href } = new URL(`../../css/${name}`, import.meta.url);
  const there = [...document.styleSheets].some((sheet) => sheet.href === href);
  if (there) return Promise.resolve();
  return new Promise((resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    link.addEventListener("load", () => resolve());
    document.head.append(link);
  });
}
