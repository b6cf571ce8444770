/** Creates the objects that all pages share (store, clock, formats, settings) and connects the store to the server. */

/** @import { Change, Board } from "../../../types/wire.d.ts" */
/** @import { Page } from "../../../types/view.d.ts" */
import { ServerClock } from "../core/clock.js";
import { createFormat } from "../core/pure/format.js";
import { readLifecycle } from "../core/lifecycle.js";
import { TextMeasure } from "../map/text_measure.js";
import { PAGE, WALL } from "../map/pure/sizes.js";
import { createPulls } from "../core/pure/pull_store.js";
import { Settings } from "../core/settings.js";
import { createBoard } from "../core/sockets.js";
import { embedded } from "../core/embedded.js";
import { createStore } from "../core/pure/store.js";

/**
 * Return the page context that every view receives.
 * @param {{wall: boolean}} kind
 * @returns {Page}
 */
export function createPage({ wall }) {
  const { lang } = document.documentElement;
  return {
    lang,
    wall,
    sizes: wall ? WALL : PAGE,
    unit: 1,
    textMeasures: { bold: new TextMeasure(600), plain: new TextMeasure(400) },
    lifecycle: readLifecycle(),
    store: createStore(),
    pulls: createPulls(),
    clock: new ServerClock(),
    format: createFormat(lang),
    settings: new Settings(),
  };
}

/**
 * Return the connection to the server, which passes its messages to the stores. It is not connected yet: views that are
 * connected before get the board of the page and the first snapshot too.
 * @param {Page} page
 */
export function feed({ store, pulls, clock }) {
  const board = createBoard({
    /** @param {Board} snapshot */
    onSnapshot(snapshot) {
      if (isOutdated(snapshot)) return location.reload();
      clock.set(snapshot.at);
      store.snapshot(snapshot);
    },
    /** @param {Change} change */
    onChange(change) {
      clock.set(change.at);
      if (!store.change(change)) void board.request("snapshot", {});
    },
    onPull: (pull) => pulls.take(pull),
    onLost: () => store.lost(clock.now()),
    onBack: () => pulls.reset(),
  });
  return {
    ...board,
    /** Show the board that the page contains, then connect. A board that is too large is not in the page. */
    connect() {
      /** @type {Board | {epoch?: never}} */
      const snapshot = embedded("board");
      if (snapshot.epoch) {
        clock.set(snapshot.at, documentReceivedAt());
        store.embedded(snapshot);
      }
      board.connect();
    },
  };
}

/** Return when the response with the document began to arrive, in milliseconds since 1970. */
function documentReceivedAt() {
  const [document] = /** @type {PerformanceNavigationTiming[]} */ (
    performance.getEntriesByType("navigation")
  );
  return document ? performance.timeOrigin + document.responseStart : Date.now();
}

/**
 * Return whether another version of the server made this page. Returns true once per version, so that the page does not
 * reload forever.
 * @param {Board} snapshot
 */
function isOutdated({ version }) {
  const made = document.body.dataset["version"];
  if (!version || !made || version === made || sessionStorage.getItem("reloaded-for") === version)
    return false;
  sessionStorage.setItem("reloaded-for", version);
  return true;
}
