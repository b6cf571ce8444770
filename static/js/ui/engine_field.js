/** The form field that chooses the engine of a dialog. */

/** @import { Page } from "../../../types/view.d.ts" */
import { visible } from "../core/pure/format.js";
import { choice, Field } from "./field.js";
import { gettext } from "../core/i18n.js";

/**
 * Return a select field with all engines. It is hidden if there are fewer than two. Engines that are not live are
 * labelled.
 * @param {Page} page
 * @param {string} id
 * @param {string} [engine] the engine that is selected first
 * @returns {Field<HTMLSelectElement>}
 */
export function engineField({ store, settings }, id, engine = "") {
  const options = store.state.engines.map(({ name, state }) => ({
    value: name,
    text: textOf(state, { name: visible(name) }),
  }));
  const field = new Field(gettext("Engine"), choice(id, options));
  const wanted = [engine, settings.filter.engine, firstLive(store.state.engines)];
  field.value = wanted.find((name) => options.some(({ value }) => value === name)) ?? "";
  field.element.hidden = options.length < 2;
  return field;
}

/** @param {import("../../../types/wire.d.ts").Engine["state"]} state @param {{name: string}} facts */
function textOf(state, facts) {
  if (state === "live") return facts.name;
  return state === "stale"
    ? gettext("%(name)s (not responding)", facts)
    : gettext("%(name)s (not connected)", facts);
}

/** @param {import("../../../types/wire.d.ts").Engine[]} engines */
function firstLive(engines) {
  return (engines.find(({ state }) => state === "live") ?? engines[0])?.name ?? "";
}
