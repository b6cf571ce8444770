/** What came of the last thing that was done: a sentence, the docker line it was, and the way on. */

import { DockerLine } from "./copy.js";
import { element } from "./dom.js";
import { gettext } from "./i18n.js";
import { loadStyle } from "./style.js";

/**
 * Say what was done, until the next thing is or somebody closes it.
 * @param {{text: string, docker: string, more?: Node[]}} done
 */
export async function sayDone({ text, docker, more = [] }) {
  await loadStyle("dialog.css");
  const place = document.getElementById("outcome") ?? newPlace();
  const away = element("button", { type: "button", class: "away", "aria-label": gettext("Close") }, "✕");
  away.addEventListener("click", () => place.replaceChildren());
  place.replaceChildren(element("p", {}, text, ...more), new DockerLine(docker).element, away);
}

function newPlace() {
  const place = element("div", { id: "outcome", class: "outcome dialog", role: "status" });
  document.body.append(place);
  return place;
}
