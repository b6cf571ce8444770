/** Dialog with the history of an image: each step of its build with the size of its layer. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { ImageHistory } from "../../../types/wire.d.ts" */
/** @import { ImageRow } from "./pure/image_rows.js" */
import { api, ask, toProblem } from "../core/http.js";
import { gettext, ngettext } from "../core/i18n.js";
import { imageName, visible } from "../core/pure/format.js";
import { openDialog } from "../ui/dialogs/dialog.js";
import { loadStyle } from "../ui/stylesheets.js";
import { element, setText } from "../ui/dom.js";
import { DockerLine } from "../ui/docker_line_view.js";
import { problemElements, problemRegion } from "../ui/error_view.js";

/**
 * Open the dialog and load the history into it.
 * @param {Page} page
 * @param {ImageRow} row
 */
export async function openHistory(page, { engine, reference }) {
  await loadStyle("image_dialogs.css");
  const state = element("p", { role: "status" }, gettext("Loading…"));
  const list = element("ol", { class: "steps", tabindex: 0, "aria-label": gettext("Steps") });
  const trouble = problemRegion();
  const line = new DockerLine();
  const title = gettext("History of %(name)s", { name: imageName(reference) });
  const body = element("div", {}, state, trouble, list, line.element);
  const dialog = await openDialog({ title, kind: "image-history", body: [body] });
  try {
    /** @type {ImageHistory} */
    const { docker, steps } = await ask("GET", api("images", engine, reference, "history"));
    line.write(docker);
    setText(state, summary(page, steps));
    list.replaceChildren(...steps.map((step) => item(page, step)));
  } catch (error) {
    state.remove();
    trouble.replaceChildren(...problemElements(toProblem(error)));
  }
  await dialog.closed;
}

/** @param {Page} page @param {ImageHistory["steps"]} steps */
function summary({ format }, steps) {
  const layers = steps.filter(({ size }) => size > 0);
  const size = format.bytes(layers.reduce((sum, step) => sum + step.size, 0));
  return ngettext(
    "%(count)s layer, %(size)s. The newest step comes first.",
    "%(count)s layers, %(size)s. The newest step comes first.",
    layers.length,
    { size },
  );
}

/** @param {Page} page @param {ImageHistory["steps"][number]} step */
function item({ format }, { createdBy, comment, createdAt, size, tags }) {
  const facts = [
    createdAt ? format.full(Date.parse(createdAt)) : "",
    comment === createdBy ? "" : visible(comment),
    ...tags.map(imageName),
  ];
  return element(
    "li",
    { "data-layer": size > 0 },
    element("code", { translate: "no" }, visible(createdBy || comment) || gettext("unknown")),
    element("b", {}, size ? format.bytes(size) : "–"),
    element("small", {}, facts.filter(Boolean).join(" · ")),
  );
}
