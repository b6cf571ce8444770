/** Changes tab: files that differ from the image, as in `docker diff`. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { About, Tab } from "../../../types/container_page.d.ts" */
import { element } from "../ui/dom.js";
import { visible } from "../core/pure/format.js";
import { gettext, ngettext } from "../core/i18n.js";
import { Looking } from "./refreshable_tab.js";

/** @typedef {{kind: "A" | "C" | "D", path: string}} Change */

/**
 * @param {Page} page
 * @param {About} about
 * @returns {Tab}
 */
export function create(page, about) {
  const filter = element("input", {
    type: "search",
    "aria-label": gettext("Filter paths"),
    placeholder: gettext("Filter paths"),
  });
  /** @type {{changes: Change[], total: number}} */
  let known = { changes: [], total: 0 };
  const looking = new Looking(page, about, {
    what: "changes",
    tools: [filter],
    show(answer) {
      known = answer;
      write();
    },
  });
  const write = () => {
    const shown = known.changes.filter(({ path }) => path.includes(filter.value));
    const text = ngettext(
      "%(count)s path differs from the image",
      "%(count)s paths differ from the image",
      known.total,
    );
    const count = element(
      "p",
      { class: "count-line" },
      known.total ? text : gettext("Nothing differs from the image."),
    );
    looking.body.replaceChildren(count, element("ul", { class: "changed" }, ...shown.map(row)));
  };
  filter.addEventListener("input", write);
  return looking;
}

/** @param {Change} change */
function row({ kind, path }) {
  const words = { A: gettext("added"), C: gettext("changed"), D: gettext("deleted") };
  return element(
    "li",
    { "data-kind": kind },
    element("b", {}, kind),
    element("span", {}, words[kind]),
    element("code", {}, visible(path)),
  );
}
