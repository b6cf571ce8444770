/** Creates the objects that run the commands of a page. A page has one of each. */

/** @import { Page } from "../../../types/view.d.ts" */
import { Tooltip } from "../ui/tooltip.js";
import { CommandController } from "./command_controller.js";
import { CommandTracker } from "./command_tracker.js";

/**
 * Return the controller with its tracker and its tooltip. The tracker and the tooltip are views: connect them.
 * @param {Page} page
 * @param {{send: import("./command_tracker.js").Send, speak: (text: string) => void}} to
 */
export function createCommands(page, { send, speak }) {
  const tracker = new CommandTracker(page, send);
  const tooltip = new Tooltip(speak);
  return { tracker, tooltip, controller: new CommandController(page, tracker, tooltip) };
}
