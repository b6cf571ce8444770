/** Short texts for the state of a pull and its layers. */

/** @import { LayerState, Pull } from "../../../types/wire.d.ts" */
/** @import { Page } from "../../../types/view.d.ts" */
import { imageName } from "../core/pure/format.js";
import { gettext, ngettext } from "../core/i18n.js";
import { shareOf } from "../core/pure/pull_store.js";

/**
 * Return the state of a pull as text.
 * @param {Pull} pull
 * @param {Page} page
 */
export function pullState(pull, { format, clock }) {
  if (pull.state === "done") return pull.upToDate ? gettext("already up to date") : gettext("pulled");
  if (pull.state === "cancelled") return gettext("cancelled");
  if (pull.state === "failed") return gettext("failed");
  if (pull.stalled)
    return gettext("stalled, no progress for %(age)s", {
      age: format.age(clock.now() - Date.parse(pull.at)),
    });
  const share = shareOf(pull);
  if (share !== null) return format.percent(share);
  return pull.layers.length ? gettext("pulling…") : gettext("contacting the registry…");
}

/**
 * Return the texts of a pull in a room: `text`, `short` for a narrow room, and `side`, which is shown beside the other one.
 * @param {Pull} pull
 * @param {Page} page
 */
export function pullLine(pull, { format }) {
  const name = imageName(pull.reference);
  const share = shareOf(pull);
  if (pull.state === "failed")
    return { text: gettext("could not pull %(name)s", { name }), short: name, side: gettext("failed") };
  const text = gettext("pulling %(name)s", { name });
  const side = pull.stalled ? gettext("stalled") : share === null ? "…" : format.percent(share);
  return { text, short: name, side };
}

/**
 * Return the bytes of a pull and the number of finished layers as text.
 * @param {Pull} pull
 * @param {Page} page
 */
export function pullBytes({ current, total, layers }, { format }) {
  const done = layers.filter(({ state }) => state === "complete" || state === "exists").length;
  const bytes = total
    ? [
        gettext("%(current)s of %(total)s", {
          current: format.bytes(current),
          total: format.bytes(total),
        }),
      ]
    : [];
  const counted = ngettext("%(done)s of %(count)s layer", "%(done)s of %(count)s layers", layers.length, {
    done,
  });
  return [...bytes, ...(layers.length ? [counted] : [])].join(" · ");
}

/** @param {LayerState} state */
export function layerState(state) {
  return {
    waiting: gettext("waiting"),
    downloading: gettext("downloading"),
    verifying: gettext("verifying"),
    downloaded: gettext("downloaded"),
    extracting: gettext("extracting"),
    complete: gettext("complete"),
    exists: gettext("already exists"),
    retrying: gettext("retrying"),
  }[state];
}
