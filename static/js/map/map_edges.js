/** Draws the arrows of the lifecycle map as SVG: one `[data-edge]` for each edge of the lifecycle table. */

/** @import { Lifecycle, Room } from "../../../types/wire.d.ts" */
/** @import { Page, Point, RoomRects, Route } from "../../../types/view.d.ts" */
import { svg } from "../ui/dom.js";
import { edgeRoutes } from "./pure/edge_routes.js";
import { ARROW_SHARES } from "./pure/sizes.js";

/** @typedef {Lifecycle["edges"][number]} Edge */
/** @typedef {{edge: Edge, root: SVGGElement, line: SVGPathElement, glow: SVGPathElement, text: SVGTextElement, fades: Animation[]}} Arrow */

const GLOW_MS = 1800;

/** Owns the SVG layer of the arrows. */
export class MapEdges {
  /** @type {Map<string, Route>} */
  #routes = new Map();
  /** @type {Arrow[]} */
  #arrows;

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.#arrows = page.lifecycle.edges.map(arrow);
    this.element = svg(
      "svg",
      { class: "edges", "aria-hidden": "true" },
      ...this.#arrows.map(({ root }) => root),
    );
  }

  /**
   * Draw all arrows between rooms at `rects`, in a map that is `height` pixels high.
   * @param {RoomRects} rects
   * @param {number} height
   */
  place(rects, height) {
    const { sizes, unit, lifecycle } = this.page;
    this.#routes = edgeRoutes(rects, pairsOf(lifecycle.edges), { sizes, unit, height });
    for (const arrow of this.#arrows) {
      const { from, to } = arrow.edge;
      const route = this.#routes.get(`${from}>${to}`);
      arrow.root.toggleAttribute("hidden", !route);
      if (route) draw(arrow, route, this.#labelOffset(arrow.edge), sizes.arrowhead * unit);
    }
  }

  /**
   * Return the points of the route between two rooms in pixels from the map's corner, or an empty list.
   * @param {Room} from
   * @param {Room} to
   * @returns {Point[]}
   */
  pointsBetween(from, to) {
    return this.#routes.get(`${from}>${to}`)?.points ?? [];
  }

  /**
   * Return the position of an arrow's label, or null if the arrow has no route. The label of a quiet arrow with bends
   * is at its last bend, where it overlaps no other label.
   * @param {Edge} edge
   */
  labelPosition(edge) {
    const route = this.#routes.get(`${edge.from}>${edge.to}`);
    const bend = route && edge.quiet && route.points.length > 3 ? route.points.at(-2) : undefined;
    if (bend) return this.#labelBelow(bend);
    return route ? labelOf(route, this.#labelOffset(edge)) : null;
  }

  /** @param {Point} bend */
  #labelBelow([x, y]) {
    const { sizes, unit } = this.page;
    return { x, y: y + sizes.labelHeight * unit * ARROW_SHARES.labelBelowBend, anchor: "middle" };
  }

  /** Return how far the label of `edge` is above the line, in pixels. @param {Edge} edge */
  #labelOffset(edge) {
    const { sizes, unit, lifecycle } = this.page;
    return labelLine(lifecycle.edges, edge) * sizes.labelHeight * unit;
  }

  /**
   * Mark the arrows whose command is possible now; quiet arrows are visible while marked. Labels are hidden behind
   * buttons on the same arrow.
   * @param {Edge[]} legal
   * @param {Edge[]} buttons arrows with a button
   */
  markLegal(legal, buttons) {
    for (const { edge, root } of this.#arrows) {
      root.toggleAttribute("data-legal", legal.includes(edge));
      root.toggleAttribute(
        "data-behind",
        buttons.some(({ from, to }) => from === edge.from && to === edge.to),
      );
    }
  }

  /**
   * Highlight the arrow of a transition. The highlight fades within two seconds.
   * @param {string} name
   * @param {Room} from
   * @param {Room} to
   */
  highlight(name, from, to) {
    const taken = this.#arrows.find(({ edge }) => edge.name === name && edge.from === from && edge.to === to);
    if (!taken || document.hidden) return;
    for (const fade of taken.fades) fade.cancel(); // with two at a time, each frame would need the main thread
    taken.fades = [taken.glow, ...(taken.edge.quiet ? [taken.text] : [])].map(faded);
  }
}

/** Show an element, which then fades. @param {SVGElement} of */
function faded(of) {
  const frames = [{ opacity: 1 }, { opacity: 1, offset: 0.4 }, { opacity: 0 }];
  return of.animate(frames, { duration: GLOW_MS, easing: "ease-in" });
}

/**
 * @param {Edge} edge
 * @returns {Arrow}
 */
function arrow(edge) {
  const line = svg("path", { class: "line" });
  const glow = svg("path", { class: "glow" });
  const text = svg("text", {}, edge.label);
  const root = svg(
    "g",
    {
      "data-edge": edge.name,
      "data-from": edge.from,
      "data-to": edge.to,
      "data-by": edge.by,
      "data-quiet": edge.quiet,
    },
    line,
    glow,
    text,
  );
  return { edge, root, line, glow, text, fades: [] };
}

/**
 * Return the pairs of rooms with an arrow, and the number of labels above each line.
 * @param {Edge[]} edges
 */
function pairsOf(edges) {
  /** @type {Map<string, import("./pure/edge_routes.js").Pair>} */
  const pairs = new Map();
  for (const { from, to, quiet } of edges) {
    const pair = pairs.get(`${from}>${to}`) ?? { from, to, labels: 0 };
    pairs.set(`${from}>${to}`, pair);
    if (!quiet) pair.labels += 1;
  }
  return [...pairs.values()];
}

/**
 * Return the line number of an edge's label above its arrow. A quiet edge is below the arrow if the arrow has other
 * labels.
 * @param {Edge[]} edges
 * @param {Edge} edge
 */
function labelLine(edges, edge) {
  const drawn = edges.filter(({ from, to, quiet }) => from === edge.from && to === edge.to && !quiet);
  if (edge.quiet) return drawn.length ? ARROW_SHARES.quietLabelLine : 0;
  return drawn.length - 1 - drawn.indexOf(edge);
}

/**
 * @param {Arrow} arrow
 * @param {Route} route
 * @param {number} offset pixels
 * @param {number} arrowhead pixels
 */
function draw({ line, glow, text }, route, offset, arrowhead) {
  const d = pathOf(route.points, arrowhead);
  for (const path of [line, glow]) path.setAttribute("d", d);
  const { x, y, anchor } = labelOf(route, offset);
  text.setAttribute("x", String(x));
  text.setAttribute("y", String(y));
  text.setAttribute("text-anchor", anchor);
}

/**
 * @param {Route} route
 * @param {number} offset pixels
 */
function labelOf({ label: { x, y, anchor } }, offset) {
  return { x: Math.round(x), y: Math.round(y - offset), anchor };
}

/**
 * Return the SVG path of the line and its arrowhead. The arrowhead is open, so that one stroke draws both.
 * @param {Point[]} points
 * @param {number} arrowhead
 */
function pathOf(points, arrowhead) {
  const [end, before] = [points.at(-1), points.at(-2)];
  const line = points
    .map(([x, y], index) => `${index ? "L" : "M"}${Math.round(x)} ${Math.round(y)}`)
    .join("");
  if (!end || !before) return line;
  const [dx, dy] = [Math.sign(end[0] - before[0]) * arrowhead, Math.sign(end[1] - before[1]) * arrowhead];
  const [x, y] = end.map(Math.round);
  const [sideX, sideY] = [dy * ARROW_SHARES.arrowheadWidth, dx * ARROW_SHARES.arrowheadWidth];
  const [lastX, lastY] = [Number(x) - dx + sideX, Number(y) - dy + sideY];
  return `${line}m${-dx - sideX} ${-dy - sideY}L${x} ${y}L${lastX} ${lastY}`;
}
