/** Who is up and who needs a look, in numbers with their words; and the engines they belong to. */

/** @import { Container, Engine } from "../../types/wire.d.ts" */
/** @import { Page, Scene } from "../../types/view.d.ts" */
import { byId, element } from "./dom.js";
import { visible } from "./format.js";
import { gettext, ngettext } from "./i18n.js";
import { isKnown, shownEngines } from "./live.js";

/** @typedef {Pick<Engine, "name" | "version" | "practice"> & {state: Engine["state"] | "lost"}} EngineLine */
/** @typedef {{count: number, word: string, state: string, problem?: boolean}} Count */

/** A view of the picture's scene: writes `#counts` and `#engines`. */
export class Counts {
  #written = "";

  /**
   * @param {Page} page
   * @param {import("./map/map.js").LifecycleMap} map
   */
  constructor(page, map) {
    this.page = page;
    this.map = map;
    this.counts = byId("counts", HTMLElement);
    this.engines = byId("engines", HTMLElement);
    this.write = this.write.bind(this);
  }

  connect() {
    this.map.root.addEventListener("drawn", this.write);
  }

  disconnect() {
    this.map.root.removeEventListener("drawn", this.write);
  }

  write() {
    const { scene } = this.map;
    if (!scene) return;
    const { store, settings } = this.page;
    const known = isKnown(store.state, settings.filter.engine);
    const counts = known ? countsOf(scene) : [];
    const engines = shownEngines(store.state, settings.filter.engine).map(({ state, ...engine }) => ({
      ...engine,
      state: store.state.link === "up" ? state : /** @type {const} */ ("lost"),
    }));
    const written = JSON.stringify([counts, engines.map(engineText), scene.shown, scene.total]);
    if (written === this.#written) return;
    this.#written = written;
    this.counts.replaceChildren(...counts.map((count) => this.#count(count)));
    this.engines.replaceChildren(
      ...engines.map(engineLine),
      ...(known ? [element("span", {}, this.#total(scene))] : []),
    );
  }

  /** @param {Count} count */
  #count({ count, word, state, problem }) {
    const number = element("b", {}, this.page.format.number(count));
    return element(
      "span",
      { class: "count", "data-state": state, "data-problem": problem },
      number,
      element("small", {}, element("i", { class: "shape" }), word),
    );
  }

  /** @param {Scene} scene */
  #total({ shown, total }) {
    const { format, settings } = this.page;
    if (!settings.isFiltered)
      return ngettext("%(number)s container", "%(number)s containers", total, {
        number: format.number(total),
      });
    return gettext("%(shown)s of %(total)s containers", {
      shown: format.number(shown),
      total: format.number(total),
    });
  }
}

/**
 * @param {Scene} scene
 * @returns {Count[]}
 */
function countsOf({ rooms, problems }) {
  const in_ = (/** @type {import("../../types/wire.d.ts").Room[]} */ ...names) =>
    names.reduce((sum, name) => sum + (rooms.get(name)?.total ?? 0), 0);
  const counts = [
    { count: in_("running"), word: gettext("running"), state: "running" },
    { count: in_("paused"), word: gettext("paused"), state: "paused" },
    { count: in_("exited", "failed"), word: gettext("exited"), state: "exited" },
  ];
  const look = { count: problems, word: gettext("need a look"), state: "problem", problem: true };
  return problems ? [look, ...counts] : counts;
}

/** @param {EngineLine} engine */
function engineLine(engine) {
  return element("span", { class: "engine", "data-engine-state": engine.state }, engineText(engine));
}

/** @param {EngineLine} engine */
function engineText({ name, version, state, practice }) {
  const kind = practice ? gettext("practice engine") : version ? `Docker ${visible(version)}` : "Docker";
  return [visible(name), kind, stateWord(state)].join(" · ");
}

/** @param {EngineLine["state"]} state */
function stateWord(state) {
  return {
    live: gettext("live"),
    stale: gettext("not answering"),
    unreachable: gettext("unreachable"),
    lost: gettext("not known"),
  }[state];
}
