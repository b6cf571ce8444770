/** Makes the rows of the list from the scene. */

/** @import { Container } from "../../../types/wire.d.ts" */
/** @import { Scene } from "../../../types/view.d.ts" */
/** @import { ListRow } from "../../../types/list.d.ts" */
import { keyOf } from "../core/pure/store.js";
import { cardSince } from "../map/scene.js";
import { causeText } from "./list_words.js";

/**
 * Return the rows of all shown containers by their keys, in no particular order.
 * @param {Scene} scene
 * @returns {Map<string, ListRow>}
 */
export function listRows(scene) {
  /** @type {Map<string, ListRow>} */
  const rows = new Map();
  const add = (/** @type {Container} */ container, /** @type {boolean} */ isProblem) => {
    const key = keyOf(container);
    const since = cardSince(container, isProblem);
    rows.set(key, { key, container, isProblem, since, fact: causeText(container, isProblem) });
  };
  for (const { problems, calm } of scene.rooms.values()) {
    for (const container of problems) add(container, true);
    for (const container of calm) add(container, false);
  }
  return rows;
}
