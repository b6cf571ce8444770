/** Compose projects and Podman's pods within a room: their names stand among the cards, each before its own. */

/** @import { Container } from "../../../types/wire.d.ts" */
/** @import { Part } from "../../../types/view.d.ts" */
import { element } from "../ui/dom.js";
import { visible } from "../core/format.js";
import { gettext } from "../core/i18n.js";
import { cellAt } from "./card_grid.js";

/**
 * What a container stands under: its project, else its pod, else neither.
 * @typedef {{project: string | null, pod: string | null}} Group
 */
/** @typedef {Group & {seat: number}} Label */

const byName = new Intl.Collator("en", { numeric: true }).compare;

/**
 * Return the group of a container; Compose's word goes before Podman's.
 * @param {Container} container
 * @returns {Group}
 */
export function groupOf({ project, pod }) {
  return project === null ? { project, pod } : { project, pod: null };
}

/**
 * Compare two containers by their groups: projects by name, then pods by name, then those that are in neither.
 * @param {Container} a
 * @param {Container} b
 */
export function byGroup(a, b) {
  const [x, y] = [groupOf(a), groupOf(b)];
  return nullsLast(x.project, y.project) || nullsLast(x.pod, y.pod);
}

/**
 * @param {string | null} a
 * @param {string | null} b
 */
function nullsLast(a, b) {
  if (a === b) return 0;
  return a === null ? 1 : b === null ? -1 : byName(a, b);
}

/**
 * Return a label for each run of containers of one group, with its seat when labels and containers sit in one row.
 * @param {Container[]} containers sorted by group
 * @returns {Label[]}
 */
export function labelsOf(containers) {
  /** @type {Label[]} */
  const labels = [];
  containers.forEach((container, index) => {
    const { project, pod } = groupOf(container);
    const last = labels.at(-1);
    if (last?.project === project && last.pod === pod) return;
    labels.push({ project, pod, seat: index + labels.length });
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
 * @param {import("./text_measure.js").Ruler} ruler
 */
export function labelElements(labels, part, ruler) {
  const size = part.name * 0.85;
  return labels.map(({ seat, ...group }) => {
    const name = wordOf(group);
    const attributes = { class: "group", title: name, "data-project": group.project, "data-pod": group.pod };
    const label = element("p", attributes, ruler.fit(name, part.width - 2 * size, size));
    const [x, y] = cellAt(part, seat);
    label.style.transform = `translate(${x}px, ${y}px)`;
    return label;
  });
}

/** @param {Group} group */
function wordOf({ project, pod }) {
  if (project !== null) return visible(project);
  return pod === null ? gettext("no project") : gettext("pod %(name)s", { name: visible(pod) });
}
