/** Each engine in a line: its name, its version, whether it answers. */

/** @import { BoardState } from "../../types/view.d.ts" */
/** @import { Engine } from "../../types/wire.d.ts" */
import { element } from "./dom.js";
import { visible } from "./format.js";
import { gettext } from "./i18n.js";
import { shownEngines } from "./live.js";

/**
 * Return a line for each engine that a page shows.
 * @param {BoardState} state
 * @param {string} engine its name, empty for all
 */
export function engineLines(state, engine) {
  return shownEngines(state, engine).map((one) => {
    const known = state.link === "up" ? one.state : "lost";
    return element("span", { class: "engine", "data-engine-state": known }, text(one, known));
  });
}

/** @param {Engine} engine @param {Engine["state"] | "lost"} state */
function text({ name, product, version, practice }, state) {
  const kind = practice ? gettext("practice engine") : version ? `${product} ${visible(version)}` : product;
  return [visible(name), kind, stateWord(state)].join(" · ");
}

/** @param {Engine["state"] | "lost"} state */
function stateWord(state) {
  return {
    live: gettext("live"),
    stale: gettext("not answering"),
    unreachable: gettext("unreachable"),
    lost: gettext("not known"),
  }[state];
}
