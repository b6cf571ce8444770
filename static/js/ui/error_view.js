/** Elements for an error: what happened, what to do next, the message from the engine, and links to containers. */

/** @import { Problem, User } from "../../../types/images.d.ts" */
import { element } from "./dom.js";
import { visible } from "../core/pure/format.js";
import { gettext } from "../core/i18n.js";

/**
 * Return the paragraphs that describe a problem.
 * @param {Problem} problem
 */
export function problemElements({ detail, help, engineMessage }) {
  const lines = [element("p", {}, element("b", {}, visible(detail)))];
  if (help) lines.push(element("p", {}, visible(help)));
  if (engineMessage)
    lines.push(
      element(
        "p",
        {},
        element("small", {}, gettext("Message from the engine:")),
        " ",
        element("code", {}, visible(engineMessage)),
      ),
    );
  return lines;
}

/** Return the empty `role="alert"` element in which a dialog shows its errors. */
export function problemRegion() {
  return element("div", { class: "trouble", role: "alert" });
}

/**
 * Return a link that opens the panel of a container on the board, with the symbol of its state.
 * @param {string} engine
 * @param {Pick<User, "name" | "state"> & {room?: string}} container
 */
export function containerLink(engine, { name, state, room }) {
  return element(
    "a",
    {
      class: "container",
      href: `/#${encodeURIComponent(engine)}/${encodeURIComponent(name)}`,
      "data-state": room ?? state,
      title: `${visible(name)} (${state})`,
    },
    element("i", { class: "shape" }),
    visible(name),
    element("span", { class: "spoken" }, ` (${state})`),
  );
}
