/** What came of the last pull, create or removal: a sentence, the docker line it was, and the way on. */

import { DockerLine } from "./copy.js";
import { element } from "./dom.js";
import { gettext } from "./i18n.js";
import { loadStyle } from "./style.js";

const SHOWN_MS = 12_000;

/**
 * Say what was done, in the corner of the picture where there is one; it leaves by itself, but not from who reads it.
 * @param {{text: string, docker: string, more?: Node[]}} done
 */
export async function sayDone({ text, docker, more = [] }) {
  document.getElementById("outcome")?.remove();
  const corner = document.getElementById("outcomes");
  const place = element("article", {
    id: "outcome",
    class: "outcome dialog",
    role: "status",
    "data-loose": !corner,
  });
  (corner ?? document.body).append(place);
  await loadStyle("dialog.css");
  const away = element("button", { type: "button", class: "away", "aria-label": gettext("Close") }, "✕");
  away.addEventListener("click", () => place.remove());
  place.append(element("p", {}, text, ...more), new DockerLine(docker).element, away);
  fadeSoon(place);
}

/** @param {Element} place */
function fadeSoon(place) {
  setTimeout(() => {
    if (place.matches(":hover, :focus-within")) fadeSoon(place);
    else place.remove();
  }, SHOWN_MS);
}
