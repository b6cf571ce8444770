/** When acting comes: with the first picture where a link opens a panel on it, else behind it, when nobody waits for it. */

/** @import { Page } from "../../../types/view.d.ts" */
import { bring } from "../core/module_retry.js";
import { loadStyle } from "../ui/stylesheets.js";

const FIRST_WAIT_MS = 300;
const LAST_WAIT_MS = 9600;
const RELOAD_AT_MOST_EVERY_MS = 600_000;

/** @typedef {Parameters<typeof import("./command_views.js").actViews>[1]} Needs */

/**
 * Return when the picture may come.
 * @param {Page} page
 * @param {Needs} needs
 */
export async function loadCommands(page, needs) {
  const begin = () => beginActing(page, needs);
  if (location.hash) await begin().catch(() => whenPictured(page, begin));
  else whenPictured(page, begin);
}

/**
 * Call `begin` after the first picture was painted.
 * @param {Page} page
 * @param {() => Promise<void>} begin
 */
function whenPictured(page, begin) {
  const end = page.store.subscribe(({ kind }) => {
    if (kind !== "snapshot") return;
    end();
    afterPaint(() => void persist(begin));
  });
}

/**
 * Call `begin` until it succeeds: a network that changed, or a server that went away just then, fails a module. A browser
 * that remembers the failure gets a new page, which the address brings to where it was.
 * @param {() => Promise<void>} begin
 */
async function persist(begin) {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LAST_WAIT_MS)) {
    try {
      return await begin();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, wait * (0.5 + Math.random())));
    }
    if (wait === LAST_WAIT_MS && mayReload()) location.reload();
  }
}

/** Not again and again: where it does not help, the picture without commands is better than none. */
function mayReload() {
  const last = Number(sessionStorage.getItem("reloaded-to-act"));
  if (Date.now() - last < RELOAD_AT_MOST_EVERY_MS) return false;
  sessionStorage.setItem("reloaded-to-act", String(Date.now()));
  return true;
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
  const [{ actViews }] = await Promise.all([bring(() => import("./command_views.js")), loadStyle("act.css")]);
  for (const view of actViews(page, needs)) view.connect();
}
