/** Elements for the result of a command: the docker command with a Copy button, the outcome, and the reason. */

/** @import { Outcome, Run } from "../../../types/commands.d.ts" */
import { DockerLine } from "../ui/docker_line_view.js";
import { element } from "../ui/dom.js";
import { visible } from "../core/pure/format.js";
import { gettext } from "../core/i18n.js";
import { outcomeWord, tally } from "./command_words.js";

/**
 * Return the element for the outcome of one container.
 * @param {Outcome} outcome
 * @param {Element[]} [buttons] what can be done about it
 */
export function outcomeElement({ docker, state, detail, engineMessage }, buttons = []) {
  return element(
    "div",
    { class: "result", "data-outcome": state },
    new DockerLine(docker).element,
    verdict(state),
    ...buttons,
    ...(detail ? [element("p", {}, visible(detail))] : []),
    ...engineWords(engineMessage),
  );
}

/**
 * Return the element for the outcomes of many containers: a progress bar, the totals, and a list with failures first.
 * @param {Run} run
 */
export function runElement({ docker, outcomes }) {
  const waiting = outcomes.filter(({ state }) => state === "waiting").length;
  const bar = element("progress", { max: outcomes.length, value: outcomes.length - waiting });
  bar.setAttribute("aria-label", docker.split(" ").slice(0, 2).join(" "));
  const inOrder = [...outcomes].sort((a, b) => gravity(b) - gravity(a));
  return element(
    "div",
    { class: "result", "data-outcome": waiting ? "waiting" : worst(inOrder) },
    new DockerLine(docker).element,
    bar,
    element("p", { class: "verdict" }, tally(outcomes).join(" · ")),
    element("ul", { tabindex: 0, "aria-label": gettext("Results") }, ...inOrder.map(itemOf)),
  );
}

/** @param {Outcome} outcome */
function itemOf({ name, state, detail, engineMessage }) {
  return element(
    "li",
    { "data-outcome": state, "data-of": name },
    element("b", { translate: "no" }, visible(name)),
    " ",
    element("span", {}, outcomeWord(state)),
    ...(detail ? [element("p", {}, visible(detail))] : []),
    ...engineWords(engineMessage),
  );
}

/** @param {Outcome["state"]} state */
function verdict(state) {
  return element("p", { class: "verdict" }, outcomeWord(state));
}

/** @param {string | null} message */
function engineWords(message) {
  if (!message) return [];
  return [
    element(
      "p",
      { class: "engine-words" },
      gettext("Message from the engine:"),
      " ",
      element("code", {}, visible(message)),
    ),
  ];
}

const GRAVITY = ["done", "already", "waiting", "refused", "unknown", "failed"];

/** @param {Outcome} outcome */
function gravity({ state }) {
  return GRAVITY.indexOf(state);
}

/** @param {Outcome[]} inOrder */
function worst([first]) {
  return first?.state ?? "done";
}
