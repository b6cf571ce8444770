/** When acting comes: with the first picture where a link opens a panel on it, else behind it, when nobody waits for it. */

/** @import { Page } from "../../../types/view.d.ts" */
import { loadStyle } from "../style.js";

/** @typedef {Parameters<typeof import("./parts.js").actViews>[1]} Needs */

/**
 * Return when the picture may come.
 * @param {Page} page
 * @param {Needs} needs
 */
export async function begun(page, needs) {
  const begin = () => beginActing(page, needs);
  if (location.hash) await begin().catch(() => whenPictured(page, begin));
  else whenPictured(page, begin);
}

/**
 * Call `begin` after the first picture was painted. Where it fails, because the server went away just then, it is tried
 * again with the next snapshot.
 * @param {Page} page
 * @param {() => Promise<void>} begin
 */
function whenPictured(page, begin) {
  const end = page.store.subscribe(({ kind }) => {
    if (kind !== "snapshot") return;
    end();
    afterPaint(() => void begin().catch(() => whenPictured(page, begin)));
  });
}

/** The second frame comes when the first was painted. @param {() => void} then */
function afterPaint(then) {
  requestAnimationFrame(() => requestAnimationFrame(then));
}

/**
 * Bring the code and the styles of acting, and connect its views.
 * @param {Page} page
 * @param {Needs} needs
 */
async function beginActing(page, needs) {
  const [{ actViews }] = await Promise.all([import("./parts.js"), loadStyle("act.css")]);
  for (const view of actViews(page, needs)) view.connect();
}
