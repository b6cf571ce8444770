/** The button that reverses a stop or a pause for five seconds after its result, with a bar of the time left. */

/** @import { Outcome } from "../../../types/commands.d.ts" */
import { element } from "../ui/dom.js";
import { gettext } from "../core/i18n.js";

export const UNDO_MS = 5000;

/** The command that reverses another one. A started container is a new process, so its button is not named "Undo". */
const REVERSE = new Map([
  ["pause", { command: "unpause", word: () => gettext("Undo") }],
  ["stop", { command: "start", word: () => gettext("Start again") }],
]);

/**
 * Return the command that reverses the one of an outcome, or null: the time is over or nothing can be reversed.
 * @param {Outcome} outcome
 */
export function reverseOf({ command, state, settledAt }) {
  const isRecent = settledAt !== null && performance.now() - settledAt < UNDO_MS;
  return (state === "done" && isRecent && REVERSE.get(command)) || null;
}

/**
 * Return the button of an outcome that can be reversed, in a list. It removes itself when its time is over, but not while it has
 * the focus or the pointer.
 * @param {Outcome} outcome
 * @param {import("./command_controller.js").CommandController} controller
 */
export function undoButtons(outcome, controller) {
  const reverse = reverseOf(outcome);
  if (!reverse) return [];
  const button = element(
    "button",
    { type: "button", class: "undo", "data-undo": reverse.command },
    reverse.word(),
  );
  button.addEventListener("click", () => {
    button.remove();
    void controller.doFor(reverse.command, outcome);
  });
  const left = UNDO_MS - (performance.now() - (outcome.settledAt ?? 0));
  button.style.setProperty("animation-delay", `${Math.round(left - UNDO_MS)}ms`);
  const leave = () => {
    if (button.matches(":hover, :focus")) window.setTimeout(leave, UNDO_MS);
    else button.remove();
  };
  window.setTimeout(leave, left);
  return [button];
}
