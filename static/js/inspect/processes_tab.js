/** Processes tab: the processes in the container, as in `docker top`. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { About, Tab } from "../../../types/container_page.d.ts" */
import { element } from "../ui/dom.js";
import { visible } from "../core/pure/format.js";
import { gettext } from "../core/i18n.js";
import { Looking } from "./refreshable_tab.js";

const NUMBER = /^[\d.:]+$/;

/**
 * @param {Page} page
 * @param {About} about
 * @returns {Tab}
 */
export function create(page, about) {
  const looking = new Looking(page, about, {
    what: "top",
    /** @param {{titles: string[], processes: string[][]}} answer */
    show({ titles, processes }) {
      const head = element(
        "tr",
        {},
        ...titles.map((title) => element("th", { scope: "col" }, visible(title))),
      );
      const rows = processes.map((row) =>
        element(
          "tr",
          {},
          ...row.map((text) => element("td", { "data-number": NUMBER.test(text) }, visible(text))),
        ),
      );
      const caption = element("caption", { class: "spoken" }, gettext("Processes"));
      const table = element("table", {}, caption, element("thead", {}, head), element("tbody", {}, ...rows));
      looking.body.replaceChildren(element("div", { class: "wide", tabindex: 0 }, table));
    },
  });
  return looking;
}
