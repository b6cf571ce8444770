/** Groups the cards in a room by Compose project or Podman pod. Each group has a label in a cell before its cards. */

/** @import { Container } from "../../../types/wire.d.ts" */
/** @import { Part } from "../../../types/view.d.ts" */
import { element } from "../ui/dom.js";
import { visible } from "../core/pure/format.js";
import { gettext } from "../core/i18n.js";
import { cellAt } from "./pure/card_grid.js";

/**
 * The group of a container: its project, else its pod, else both are null.
 * @typedef {{project: string | null, pod: string | null}} Group
 */
/** @typedef {Group & {seat: number}} Label */

const byName = new Intl.Collator("en", { numeric: true }).compare;

/**
 * Return the group of a container. A project takes precedence over a pod.
 * @param {Container} container
 * @returns {Group}
 */
export function groupOf({ project, pod }) {
  return project === null ? { project, pod } : { project, pod: null };
}

/**
 * Compare two containers by group: projects by name, then pods by name, then containers without a group.
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
 * Return a label for each group, with its cell index (`seat`) among labels and containers.
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
 * Return the cell indexes of `count` containers, skipping the cells of the labels.
 * @param {number} count
 * @param {Label[]} labels
 * @returns {number[]}
 */
export function seatsBetween(count, labels) {
  const taken = new Set(labels.map(({ seat }) => seat));
  return Array.from({ length: count + labels.length }, (_, seat) => seat).filter((seat) => !taken.has(seat));
}

/**
 * Return the elements of the labels, positioned in the cells of `part`.
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
