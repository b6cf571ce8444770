/** Groups the cards in a room by project or Podman pod. Each group has a label in a cell before its cards. */

/** @import { Container } from "../../../types/wire.d.ts" */
/** @import { CellBlock } from "../../../types/view.d.ts" */
import { element } from "../ui/dom.js";
import { visible } from "../core/pure/format.js";
import { gettext } from "../core/i18n.js";
import { cellAt } from "./pure/card_grid.js";

/**
 * The group of a container: its project, else its pod, else both are null.
 * @typedef {{project: string | null, pod: string | null}} Group
 */
/** @typedef {Group & {slot: number}} GroupLabel */

/** Font size of a label as a share of the font size of the names. */
const LABEL_FONT_SHARE = 0.85;

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
 * Return a label for each group, with its cell index (`slot`) among labels and containers.
 * @param {Container[]} containers sorted by group
 * @returns {GroupLabel[]}
 */
export function labelsOf(containers) {
  /** @type {GroupLabel[]} */
  const labels = [];
  containers.forEach((container, index) => {
    const { project, pod } = groupOf(container);
    const last = labels.at(-1);
    if (last?.project === project && last.pod === pod) return;
    labels.push({ project, pod, slot: index + labels.length });
  });
  return labels;
}

/**
 * Return the cell indexes of `count` containers, skipping the cells of the labels.
 * @param {number} count
 * @param {GroupLabel[]} labels
 * @returns {number[]}
 */
export function cardSlots(count, labels) {
  const taken = new Set(labels.map(({ slot }) => slot));
  return Array.from({ length: count + labels.length }, (_, slot) => slot).filter((slot) => !taken.has(slot));
}

/**
 * Return the elements of the labels, positioned in the cells of `block`.
 * @param {GroupLabel[]} labels
 * @param {CellBlock} block
 * @param {import("./text_measure.js").TextMeasure} textMeasure
 */
export function labelElements(labels, block, textMeasure) {
  const size = block.name * LABEL_FONT_SHARE;
  return labels.map(({ slot, ...group }) => {
    const name = groupName(group);
    const attributes = { class: "group", title: name, "data-project": group.project, "data-pod": group.pod };
    const label = element("p", attributes, textMeasure.shorten(name, block.width - 2 * size, size));
    const [x, y] = cellAt(block, slot);
    label.style.transform = `translate(${x}px, ${y}px)`;
    return label;
  });
}

/** @param {Group} group */
function groupName({ project, pod }) {
  if (project !== null) return visible(project);
  return pod === null ? gettext("no project") : gettext("pod %(name)s", { name: visible(pod) });
}
