/** Creates all views for commands on the board. */

/** @import { Page } from "../../../types/view.d.ts" */
import { Panel } from "../board/container_panel.js";
import { createCommands } from "./command_set.js";
import { Arrows } from "./command_arrows.js";
import { Bulk } from "./bulk_bar.js";
import { Gestures } from "./cards/card_gestures.js";
import { ActKeys } from "./cards/card_keys.js";
import { Marks } from "./cards/card_flags.js";
import { ResultToasts } from "./result_toasts.js";
import { Selection } from "./cards/selection.js";
import { Spotlight } from "./arrow_focus.js";

/**
 * Return the controller of the commands, and the views in the order in which they must be connected.
 * @param {Page} page
 * @param {{map: import("../map/lifecycle_map.js").LifecycleMap, send: import("./command_tracker.js").Send, speak: (text: string) => void}} of
 */
export function actViews(page, { map, send, speak }) {
  const { root } = map;
  const { tracker, tooltip, controller } = createCommands(page, { send, speak });
  const selection = new Selection(page);
  const panel = new Panel(page, tracker, controller);
  const spotlight = new Spotlight(page, { map, selection, panel });
  const views = [
    tracker,
    tooltip,
    selection,
    panel,
    spotlight,
    new Arrows(page, { map, spotlight, controller }),
    new Marks(map, tracker, selection),
    new Gestures(page, { root, selection, controller }),
    new ActKeys(page, { selection, controller }),
    new Bulk(page, { selection, controller, speak }),
    new ResultToasts(tracker, { speak, opened: () => panel.key }),
  ];
  return { controller, views };
}
