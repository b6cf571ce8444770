/** Each engine in a line: its name, its version, whether it answers. */

/** @import { BoardState } from "../../../types/view.d.ts" */
/** @import { Engine } from "../../../types/wire.d.ts" */
import { element } from "./dom.js";
import { visible } from "../core/format.js";
import { gettext } from "../core/i18n.js";
import { shownEngines } from "./connection_banner.js";

/**
 * Return a line for each engine that a page shows.
 * @param {BoardState} state
 * @param {string} engine its name, empty for all
 */
export function engineLines(state, engine) {
  return shownEngines(state, engine).map((one) => {
    const known = state.link === "up" ? one.state : "lost";
    const facts = { class: "engine", "data-engine-state": known, title: titleOf(one) };
    return element("span", facts, text(one, known));
  });
}

/** @param {Engine} engine @param {Engine["state"] | "lost"} state */
function text(engine, state) {
  return [visible(engine.name), kindText(engine), stateWord(state)].filter(Boolean).join(" · ");
}

/**
 * Return what an engine is: `Docker 28.5.2`, `Podman 5.8.6`; nothing of one that was never reached.
 * @param {Engine} engine
 */
function kindText({ product, version, practice }) {
  if (practice) return gettext("practice engine");
  return version ? `${product} ${visible(version)}` : "";
}

/** @param {Engine} engine */
function titleOf(engine) {
  const api = engine.api ? [gettext("Engine API %(version)s", { version: visible(engine.api) })] : [];
  return [kindText(engine), ...api].join(" · ");
}

/** @param {Engine["state"] | "lost"} state */
function stateWord(state) {
  return {
    live: gettext("live"),
    stale: gettext("not responding"),
    unreachable: gettext("not connected"),
    lost: gettext("unknown"),
  }[state];
}
