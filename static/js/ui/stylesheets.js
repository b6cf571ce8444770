/** Stylesheets: those of the document, and those of what opens later. `boot.js` requests again what failed to load. */

/** Return when the stylesheets of the document apply: nothing can be measured before. @returns {Promise<void>} */
export function styled() {
  if (!document.documentElement.hidden) return Promise.resolve();
  return new Promise((resolve) => document.addEventListener("styled", () => resolve(), { once: true }));
}

/**
 * Bring a stylesheet of `static/css/`, once; returns when it applies.
 * @param {string} name
 * @returns {Promise<void>}
 */
export function loadStyle(name) {
  const { href } = new URL(`../css/${name}`, import.meta.url);
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
