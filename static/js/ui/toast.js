/** Shows the result of the last pull, create or image command: a sentence, the docker command, and links or buttons. */

/** @import { Problem } from "../../../types/images.d.ts" */
import { DockerLine } from "./docker_line_view.js";
import { element } from "./dom.js";
import { gettext } from "../core/i18n.js";
import { loadStyle } from "./stylesheets.js";
import { problemElements } from "./error_view.js";

const SHOWN_MS = 12_000;

/**
 * Show a success. It disappears after 12 s unless the pointer or the focus is in it.
 * @param {{text: string, docker: string, more?: Node[]}} done
 */
export async function showDone({ text, docker, more = [] }) {
  const place = await showResult("status", [element("p", {}, text, ...more), new DockerLine(docker).element]);
  fadeSoon(place);
}

/**
 * Show a failure. It stays until the user closes it or the next result replaces it.
 * @param {{problem: Problem, docker: string, more?: Node[]}} failed `more`: buttons for what to do next
 */
export async function showFailure({ problem, docker, more = [] }) {
  const buttons = more.length ? [element("p", { class: "buttons" }, ...more)] : [];
  const words = element("div", { class: "trouble" }, ...problemElements(problem));
  await showResult("alert", [words, new DockerLine(docker).element, ...buttons]);
}

/**
 * @param {"status" | "alert"} role
 * @param {Node[]} parts
 */
async function showResult(role, parts) {
  document.getElementById("outcome")?.remove();
  const corner = document.getElementById("outcomes");
  const place = element("article", { id: "outcome", class: "outcome dialog", role, "data-loose": !corner });
  (corner ?? document.body).append(place);
  await loadStyle("dialog.css");
  const away = element("button", { type: "button", class: "away", "aria-label": gettext("Close") }, "✕");
  away.addEventListener("click", () => place.remove());
  place.append(...parts, away);
  return place;
}

/** @param {Element} place */
function fadeSoon(place) {
  setTimeout(() => {
    if (place.matches(":hover, :focus-within")) fadeSoon(place);
    else place.remove();
  }, SHOWN_MS);
}
