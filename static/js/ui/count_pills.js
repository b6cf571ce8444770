/** The counts in the bar (needs attention, running, paused, exited) and the list of engines. */

/** @import { ContainerView, Page, Scene } from "../../../types/view.d.ts" */
import { byId, element } from "./dom.js";
import { engineLines } from "./engine_status_text.js";
import { gettext, ngettext } from "../core/i18n.js";
import { isKnown } from "./connection_banner.js";

/** @typedef {{count: number, word: string, state: string, problem?: boolean}} Count */

/** Writes `#counts` and `#engines` each time the view is drawn. */
export class CountPills {
  #written = "";
  #end = () => false;

  /**
   * @param {Page} page
   * @param {Pick<ContainerView, "scene" | "onDraw">} view
   */
  constructor(page, view) {
    this.page = page;
    this.view = view;
    this.counts = byId("counts", HTMLElement);
    this.engines = byId("engines", HTMLElement);
  }

  connect() {
    this.#end = this.view.onDraw(() => this.write());
  }

  disconnect() {
    this.#end();
  }

  write() {
    const { scene } = this.view;
    if (!scene) return;
    const { store, settings } = this.page;
    const known = isKnown(store.state, settings.filter.engine);
    const counts = known ? countsOf(scene) : [];
    const engines = engineLines(store.state, settings.filter.engine);
    const written = JSON.stringify([
      counts,
      engines.map(({ textContent }) => textContent),
      scene.shown,
      scene.total,
    ]);
    if (written === this.#written) return;
    this.#written = written;
    this.counts.replaceChildren(...counts.map((count) => this.#count(count)));
    this.engines.replaceChildren(...engines, ...(known ? [element("span", {}, this.#total(scene))] : []));
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
    return ngettext("%(shown)s of %(total)s container", "%(shown)s of %(total)s containers", total, {
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
  const in_ = (/** @type {import("../../../types/wire.d.ts").Room[]} */ ...names) =>
    names.reduce((sum, name) => sum + (rooms.get(name)?.total ?? 0), 0);
  const counts = [
    { count: in_("running"), word: gettext("running"), state: "running" },
    { count: in_("paused"), word: gettext("paused"), state: "paused" },
    { count: in_("exited", "failed"), word: gettext("exited"), state: "exited" },
  ];
  const look = {
    count: problems,
    word: ngettext("needs attention", "need attention", problems),
    state: "problem",
    problem: true,
  };
  return problems ? [look, ...counts] : counts;
}
