/** A failure said in a dialog: what happened, what to do, the engine's own words; and containers one can go to. */

/** @import { Problem, User } from "../../../types/images.d.ts" */
import { element } from "./dom.js";
import { visible } from "../core/format.js";
import { gettext } from "../core/i18n.js";

/**
 * Return what to say of a failure; an empty place for it is `role="alert"`.
 * @param {Problem} problem
 */
export function troubleText({ detail, help, engineMessage }) {
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

/** Return the place where a dialog tells what went wrong. */
export function troublePlace() {
  return element("div", { class: "trouble", role: "alert" });
}

/**
 * Return a link to a container on the board, with the shape of its state.
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
