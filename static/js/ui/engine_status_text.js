/** The status line of each engine: name, product, version and state. */

/** @import { BoardState } from "../../../types/view.d.ts" */
/** @import { Engine } from "../../../types/wire.d.ts" */
import { element } from "./dom.js";
import { visible } from "../core/pure/format.js";
import { gettext } from "../core/i18n.js";
import { shownEngines } from "./connection_banner.js";

/**
 * Return an element for each engine that the page shows.
 * @param {BoardState} state
 * @param {string} engine name of the engine, or empty for all
 */
export function engineLines(state, engine) {
  return shownEngines(state, engine).map((one) => {
    const known = state.link === "lost" ? "lost" : one.state;
    const facts = { class: "engine", "data-engine-state": known, title: titleOf(one) };
    return element("span", facts, text(one, known));
  });
}

/** @param {Engine} engine @param {Engine["state"] | "lost"} state */
function text(engine, state) {
  return [visible(engine.name), kindText(engine), stateWord(state)].filter(Boolean).join(" · ");
}

/**
 * Return the product and version, such as `Docker 28.5.2`, or an empty string while the version is unknown.
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
