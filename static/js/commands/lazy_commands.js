/**
 * Loads the commands of a page when they are needed. The board loads their views before the first paint if the URL opens
 * a panel, otherwise after it, so that the board appears sooner.
 */

/** @import { Page } from "../../../types/view.d.ts" */
import { importModule, once, retry } from "../core/retry.js";
import { loadStyle } from "../ui/stylesheets.js";

const FIRST_WAIT_MS = 300;
const LAST_WAIT_MS = 9600;
const RELOAD_AT_MOST_EVERY_MS = 600_000;

/** @typedef {Parameters<typeof import("./command_views.js").commandViews>[1]} Needs */
/** @typedef {() => Promise<import("./command_controller.js").CommandController>} ControllerLoader */

/**
 * Return a function that loads and connects the commands of a page without command views.
 * @param {Page} page
 * @param {import("./command_tracker.js").Send} send
 * @returns {ControllerLoader}
 */
export function lazyController(page, send) {
  return once(async () => {
    const [{ createCommands }] = await Promise.all([
      importModule(() => import("./command_set.js")),
      loadStyle("act.css"),
    ]);
    const { tracker, tooltip, controller } = createCommands(page, { send, speak: () => {} });
    tracker.connect();
    tooltip.connect();
    return controller;
  });
}

/**
 * Return a function that loads and connects the command views of the board.
 * @param {Page} page
 * @param {Needs} needs
 * @returns {ControllerLoader}
 */
export function lazyCommandViews(page, needs) {
  return once(async () => {
    const [{ commandViews }] = await Promise.all([
      importModule(() => import("./command_views.js")),
      loadStyle("act.css"),
    ]);
    const { controller, views } = commandViews(page, needs);
    for (const view of views) view.connect();
    return controller;
  });
}

/**
 * Start loading. Resolves when the page may connect to the server.
 * @param {Page} page
 * @param {ControllerLoader} load
 */
export async function loadCommands(page, load) {
  if (location.hash) await load().catch(() => loadAfterPaint(page, load));
  else loadAfterPaint(page, load);
}

/**
 * Call `load` after the first snapshot is painted, until it succeeds.
 * @param {Page} page
 * @param {ControllerLoader} load
 */
function loadAfterPaint({ store }, load) {
  const end = store.subscribe(({ kind }) => {
    if (kind !== "snapshot") return;
    end();
    afterPaint(() => void retry(load, waits()));
  });
}

/**
 * Yield waits (ms) without end. An import fails if the network changes or the server is away. Some browsers cache the
 * failure, so the page also reloads; the URL restores its view.
 */
function* waits() {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LAST_WAIT_MS)) {
    yield wait * (0.5 + Math.random());
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
