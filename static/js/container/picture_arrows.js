/** Arrows of the lifecycle picture: which pairs of rooms have one, its shape, and its SVG path. */

/** @import { Lifecycle, Room, Step } from "../../../types/wire.d.ts" */
/** @import { Plan } from "./picture_geometry.js" */
import { setAttributes, svg } from "../ui/dom.js";
import { arrow } from "./picture_geometry.js";

/** @typedef {{from: Room, to: Room, names: string[], label: string, isCommand: boolean}} Way */

/** Distance in px between the centre line and each of two opposite arrows. */
const BESIDE = 14;
/** Rooms that are drawn only while the container is in them. */
export const SELDOM = ["removing", "dead"];

/**
 * Return the pairs of rooms with an arrow: those the lifecycle table draws, and those of past transitions.
 * @param {Lifecycle["edges"]} edges
 * @param {Map<string, Step>} steps
 * @returns {Way[]}
 */
export function arrowsOf(edges, steps) {
  /** @type {Map<string, Way>} */
  const ways = new Map();
  for (const { name, from, to, by, quiet, label } of edges) {
    const isSeldom = SELDOM.includes(from) || SELDOM.includes(to);
    if ((quiet || isSeldom) && !steps.has(`${name} ${from} ${to}`)) continue;
    const key = `${from} ${to}`;
    const way = ways.get(key) ?? { from, to, names: [], label: "", isCommand: false };
    way.names.push(name);
    if (by === "command") way.isCommand = true;
    else way.label = way.label ? `${way.label} · ${label}` : label;
    ways.set(key, way);
  }
  return [...ways.values()];
}

/**
 * Return the distances and the bend of an arrow. An arrow with an opposite one is moved to the side.
 * @param {Plan} plan
 * @param {Way[]} arrows
 * @param {Way} way
 */
export function shapeOf(plan, arrows, { from, to }) {
  const isPair = arrows.some((other) => other.from === to && other.to === from);
  const bend = plan.bends[`${from} ${to}`];
  const [a, b] = [plan.rooms[from], plan.rooms[to]];
  const isUpright = a && b && Math.abs(a.x - b.x) < Math.abs(a.y - b.y);
  const words = isUpright ? plan.words.upright : plan.words.level;
  return { beside: isPair ? BESIDE : 0, words: isPair ? words : 0, bend };
}

/**
 * Return the SVG element with all arrows.
 * @param {Plan} plan
 * @param {Way[]} arrows
 * @param {import("./transition_counts.js").TransitionCounts} counts
 */
export function drawArrows(plan, arrows, counts) {
  const head = svg("path", { d: "M0 0L10 5L0 10z" });
  const marker = { id: "tip", viewBox: "0 0 10 10", refX: 8, refY: 5, markerWidth: 6, markerHeight: 6 };
  const tip = svg("marker", { ...marker, orient: "auto", markerUnits: "userSpaceOnUse" }, head);
  setAttributes(tip, { markerWidth: 13, markerHeight: 13 });
  const lines = arrows.flatMap((way) => pathsOf(plan, arrows, way, counts));
  const attributes = { viewBox: `0 0 ${plan.width} ${plan.height}`, "aria-hidden": "true" };
  return svg("svg", attributes, svg("defs", {}, tip), ...lines);
}

/**
 * Return one path for each command or cause of an arrow.
 * @param {Plan} plan
 * @param {Way[]} arrows
 * @param {Way} way
 * @param {import("./transition_counts.js").TransitionCounts} counts
 */
function pathsOf(plan, arrows, way, { steps, latest }) {
  const [from, to] = [plan.rooms[way.from], plan.rooms[way.to]];
  if (!from || !to) return [];
  const { d } = arrow(from, to, shapeOf(plan, arrows, way));
  return way.names.map((name) => {
    const step = steps.get(`${name} ${way.from} ${way.to}`);
    const isLatest = latest === `${name} ${way.from} ${way.to} ${step?.lastAt}`;
    const facts = { "data-edge": name, "data-from": way.from, "data-to": way.to };
    return svg("path", {
      ...facts,
      d,
      "data-walked": Boolean(step),
      "data-lit": isLatest,
      "marker-end": "url(#tip)",
    });
  });
}
