/** Creates all views for commands on the board. */

/** @import { ContainerView, Page } from "../../../types/view.d.ts" */
import { ContainerPanel } from "../board/container_panel.js";
import { createCommands } from "./command_set.js";
import { CommandArrows } from "./command_arrows.js";
import { BulkBar } from "./bulk_bar.js";
import { CardGestures } from "./cards/card_gestures.js";
import { CardKeys } from "./cards/card_keys.js";
import { CardFlags } from "./cards/card_flags.js";
import { ResultToasts } from "./result_toasts.js";
import { SelectionBoxes } from "./cards/selection_boxes.js";
import { Selection } from "./cards/selection.js";
import { ArrowFocus } from "./arrow_focus.js";

/**
 * Return the controller of the commands, and the views in the order in which they must be connected.
 * @param {Page} page
 * @param {{map: import("../map/lifecycle_map.js").LifecycleMap, view: ContainerView, send: import("./command_tracker.js").Send, speak: (text: string) => void}} of
 */
export function commandViews(page, { map, view, send, speak }) {
  const { tracker, tooltip, controller } = createCommands(page, { send, speak });
  const selection = new Selection(page);
  const panel = new ContainerPanel(page, { view, tracker, controller });
  const arrowFocus = new ArrowFocus(page, { map, selection, panel });
  const views = [
    tracker,
    tooltip,
    selection,
    panel,
    arrowFocus,
    new CommandArrows(page, { map, arrowFocus, controller }),
    new CardFlags(page, { view, tracker, selection, panel }),
    new SelectionBoxes(view, selection),
    new CardGestures(page, { view, selection, controller }),
    new CardKeys(page, { view, panel, selection, controller }),
    new BulkBar(page, { selection, controller, speak }),
    new ResultToasts(controller, { speak, opened: () => panel.key }),
  ];
  return { controller, views };
}
