/** The notices of a page without content: an empty board, and engines that are not connected. */

/** @import { BoardState, Page } from "../../../types/view.d.ts" */
/** @import { Engine } from "../../../types/wire.d.ts" */
import { gettext } from "../core/i18n.js";
import { joinWords } from "../core/pure/docker_line.js";
import { visible } from "../core/pure/format.js";
import { DockerLine } from "./docker_line_view.js";
import { element } from "./dom.js";
import { guard } from "./guard.js";

/** @typedef {{command: string, text: string, engine?: string, image?: string}} NoticeAction */
/** @typedef {{title: string, lines: string[], code?: string, action?: NoticeAction}} Notice */

/**
 * Return the element of a notice. The wall shows no buttons.
 * @param {Page} page
 * @param {Notice} notice
 */
export function noticeElement(page, { title, lines, code, action }) {
  const { wall } = page;
  const plain = (/** @type {string} */ text) => element("p", {}, element("code", {}, text));
  return element(
    "div",
    {},
    element("h2", {}, title),
    ...lines.map((line) => element("p", {}, ...withCode(line))),
    ...(code ? [wall ? plain(code) : new DockerLine(code).element] : []),
    ...(action && !wall ? [element("p", {}, actionButton(page, action))] : []),
  );
}

/** Return `line` with each text between backticks in a `<code>` element. @param {string} line */
function withCode(line) {
  return line.split("`").map((part, index) => (index % 2 ? element("code", {}, part) : part));
}

/**
 * Return the notice of an empty board: the command for the smallest image that is there, else the pull of one.
 * @param {BoardState} state
 * @returns {Notice | null}
 */
export function noContainers({ containers, images }) {
  if (containers.size) return null;
  const title = gettext("No containers yet");
  const [image] = images.filter(({ tags }) => tags.length).sort((a, b) => a.size - b.size);
  const [reference] = image?.tags ?? [];
  if (!image || !reference)
    return {
      title,
      lines: [gettext("There are no images yet. Pull the first one:")],
      code: "docker pull busybox",
      action: { command: "pull", text: gettext("Pull…") },
    };
  const { engine } = image;
  return {
    title,
    lines: [gettext("Run the first one:")],
    code: joinWords(["docker", "run", "-it", reference]),
    action: { command: "create", text: gettext("Create…"), engine, image: reference },
  };
}

/**
 * Return the button of a notice. `room_buttons.js` and `image_actions.js` handle its click.
 * @param {Page} page
 * @param {NoticeAction} action
 */
function actionButton(page, { command, text, engine, image }) {
  const button = element(
    "button",
    {
      type: "button",
      class: "primary",
      "data-command": command,
      "data-engine": engine,
      "data-image": image,
      "aria-haspopup": "dialog",
    },
    text,
  );
  guard(page, button, command);
  return button;
}

/** @param {Engine[]} engines */
export function unreachableNotice(engines) {
  const lines = engines.flatMap(({ error }) => (error ? [visible(error.text), visible(error.help)] : []));
  const waits = gettext("This page connects automatically when the engine responds.");
  return { title: unreachableTitle(engines), lines: [...lines.filter(Boolean), waits] };
}

/** @param {Engine[]} engines */
function unreachableTitle(engines) {
  const [product, ...others] = new Set(engines.map(({ product }) => product));
  if (!product || others.length) return gettext("No engine is connected");
  const isBarred = engines.every(({ error }) => error?.code === "forbidden");
  return isBarred
    ? gettext("No access to %(product)s", { product })
    : gettext("%(product)s is not connected", { product });
}
