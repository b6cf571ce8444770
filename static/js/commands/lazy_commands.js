/**
 * Loads the command views of the board: before the first paint if the URL opens a panel, otherwise after it, so that
 * the board appears sooner.
 */

/** @import { Page } from "../../../types/view.d.ts" */
import { bring } from "../core/module_retry.js";
import { loadStyle } from "../ui/stylesheets.js";

const FIRST_WAIT_MS = 300;
const LAST_WAIT_MS = 9600;
const RELOAD_AT_MOST_EVERY_MS = 600_000;

/** @typedef {Parameters<typeof import("./command_views.js").actViews>[1]} Needs */

/**
 * Start loading. Resolves when the page may connect to the server.
 * @param {Page} page
 * @param {Needs} needs
 */
export async function loadCommands(page, needs) {
  const begin = () => beginActing(page, needs);
  if (location.hash) await begin().catch(() => whenPictured(page, begin));
  else whenPictured(page, begin);
}

/**
 * Call `begin` after the first snapshot is painted.
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
 * Call `begin` until it succeeds. An import fails if the network changes or the server is away. Some browsers cache the
 * failure, so the page also reloads; the URL restores its view.
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

/** Return whether the page may reload: at most every ten minutes, because a board without commands is still useful. */
function mayReload() {
  const last = Number(sessionStorage.getItem("reloaded-to-act"));
  if (Date.now() - last < RELOAD_AT_MOST_EVERY_MS) return false;
  sessionStorage.setItem("reloaded-to-act", String(Date.now()));
  return true;
}

/** Call `then` in the second animation frame, when the first frame is painted. @param {() => void} then */
function afterPaint(then) {
  requestAnimationFrame(() => requestAnimationFrame(then));
}

/**
 * Load the modules and the stylesheet of the command views, and connect the views.
 * @param {Page} page
 * @param {Needs} needs
 */
async function beginActing(page, needs) {
  const [{ actViews }] = await Promise.all([bring(() => import("./command_views.js")), loadStyle("act.css")]);
  for (const view of actViews(page, needs)) view.connect();
}
