/** Everything that lets a person act on the picture, put together. */

/** @import { Page } from "../../../types/view.d.ts" */
import { Panel } from "../board/panel.js";
import { Acts } from "./acts.js";
import { Arrows } from "./arrows.js";
import { Bulk } from "./bulk.js";
import { Doer } from "./doer.js";
import { Gestures } from "./gestures.js";
import { ActKeys } from "./keys.js";
import { Marks } from "./marks.js";
import { Note } from "./note.js";
import { Outcomes } from "./outcomes.js";
import { Selection } from "./selection.js";
import { Spotlight } from "./spotlight.js";

/**
 * Return the views of acting, in the order to connect them.
 * @param {Page} page
 * @param {{map: import("../map/map.js").LifecycleMap, send: import("./acts.js").Send, speak: (text: string) => void}} of
 */
export function actViews(page, { map, send, speak }) {
  const { root } = map;
  const acts = new Acts(page, send);
  const note = new Note(speak);
  const doer = new Doer(page, acts, note);
  const selection = new Selection(page);
  const panel = new Panel(page, acts, doer);
  const spotlight = new Spotlight(page, { root, selection, panel });
  return [
    acts,
    note,
    selection,
    panel,
    spotlight,
    new Arrows(page, { map, spotlight, doer }),
    new Marks(map, acts, selection),
    new Gestures(page, { root, selection, doer }),
    new ActKeys(page, { selection, doer }),
    new Bulk(page, { selection, doer, speak }),
    new Outcomes(acts, { speak, opened: () => panel.key }),
  ];
}
