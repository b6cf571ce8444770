/** Compose projects within a room: their names stand among the cards, each before its own. */

/** @import { Container } from "../../../types/wire.d.ts" */
/** @import { Part } from "../../../types/view.d.ts" */
import { element } from "../dom.js";
import { visible } from "../format.js";
import { gettext } from "../i18n.js";
import { cellAt } from "./grid.js";

/** @typedef {{project: string | null, seat: number}} Label */

/**
 * Return a label for each run of containers of one project, with its seat when labels and containers sit in one row.
 * @param {Container[]} containers sorted by project
 * @returns {Label[]}
 */
export function labelsOf(containers) {
  /** @type {Label[]} */
  const labels = [];
  containers.forEach(({ project }, index) => {
    const last = labels.at(-1);
    if (!last || last.project !== project) labels.push({ project, seat: index + labels.length });
  });
  return labels;
}

/**
 * Return where containers sit when every label takes a seat of its own.
 * @param {number} count
 * @param {Label[]} labels
 * @returns {number[]}
 */
export function seatsBetween(count, labels) {
  const taken = new Set(labels.map(({ seat }) => seat));
  return Array.from({ length: count + labels.length }, (_, seat) => seat).filter((seat) => !taken.has(seat));
}

/**
 * Return the elements of labels in the cells of `part`.
 * @param {Label[]} labels
 * @param {Part} part
 * @param {import("./ruler.js").Ruler} ruler
 */
export function labelElements(labels, part, ruler) {
  const size = part.name * 0.85;
  return labels.map(({ project, seat }) => {
    const name = project === null ? gettext("no project") : visible(project);
    const label = element("p", { class: "group", title: name }, ruler.fit(name, part.width - 2 * size, size));
    const [x, y] = cellAt(part, seat);
    label.style.transform = `translate(${x}px, ${y}px)`;
    return label;
  });
}
