/** Draws the arrows of the lifecycle map as SVG: one `[data-edge]` for each edge of the lifecycle table. */

/** @import { Lifecycle, Room } from "../../../types/wire.d.ts" */
/** @import { Page, Point, Rects, Route } from "../../../types/view.d.ts" */
import { svg } from "../ui/dom.js";
import { routes } from "./pure/edge_routes.js";

/** @typedef {Lifecycle["edges"][number]} Edge */
/** @typedef {{edge: Edge, root: SVGGElement, line: SVGPathElement, glow: SVGPathElement, word: SVGTextElement, fades: Animation[]}} Arrow */

const GLOW_MS = 1800;

/** Owns the SVG layer of the arrows. */
export class Edges {
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
   * @param {Rects} rects
   * @param {number} height
   */
  place(rects, height) {
    const { sizes, unit, lifecycle } = this.page;
    this.#routes = routes(rects, pairsOf(lifecycle.edges), { sizes, unit, height });
    for (const arrow of this.#arrows) {
      const { from, to } = arrow.edge;
      const route = this.#routes.get(`${from}>${to}`);
      arrow.root.toggleAttribute("hidden", !route);
      if (route) draw(arrow, route, this.#up(arrow.edge), sizes.head * unit);
    }
  }

  /**
   * Return the points of the route between two rooms in pixels from the map's corner, or an empty list.
   * @param {Room} from
   * @param {Room} to
   * @returns {Point[]}
   */
  way(from, to) {
    return this.#routes.get(`${from}>${to}`)?.points ?? [];
  }

  /**
   * Return the position of an arrow's label, or null if the arrow has no route. The label of a quiet arrow with bends
   * is at its last bend, where it overlaps no other label.
   * @param {Edge} edge
   */
  words(edge) {
    const route = this.#routes.get(`${edge.from}>${edge.to}`);
    const bend = route && edge.quiet && route.points.length > 3 ? route.points.at(-2) : undefined;
    if (bend)
      return { x: bend[0], y: bend[1] + this.page.sizes.word * this.page.unit * 0.6, anchor: "middle" };
    return route ? wordSpot(route, this.#up(edge)) : null;
  }

  /** Return how far the label of `edge` is above the line, in pixels. @param {Edge} edge */
  #up(edge) {
    const { sizes, unit, lifecycle } = this.page;
    return wordLine(lifecycle.edges, edge) * sizes.word * unit;
  }

  /**
   * Mark the arrows whose command is possible now; quiet arrows are visible while marked. Labels are hidden behind
   * buttons on the same arrow.
   * @param {Edge[]} legal
   * @param {Edge[]} buttons arrows with a button
   */
  lightLegal(legal, buttons) {
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
  light(name, from, to) {
    const taken = this.#arrows.find(({ edge }) => edge.name === name && edge.from === from && edge.to === to);
    if (!taken || document.hidden) return;
    for (const fade of taken.fades) fade.cancel(); // with two at a time, each frame would need the main thread
    taken.fades = [taken.glow, ...(taken.edge.quiet ? [taken.word] : [])].map(faded);
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
  const word = svg("text", {}, edge.label);
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
    word,
  );
  return { edge, root, line, glow, word, fades: [] };
}

/**
 * Return the pairs of rooms with an arrow, and the number of labels above each line.
 * @param {Edge[]} edges
 */
function pairsOf(edges) {
  /** @type {Map<string, import("./pure/edge_routes.js").Pair>} */
  const pairs = new Map();
  for (const { from, to, quiet } of edges) {
    const pair = pairs.get(`${from}>${to}`) ?? { from, to, words: 0 };
    pairs.set(`${from}>${to}`, pair);
    if (!quiet) pair.words += 1;
  }
  return [...pairs.values()];
}

/**
 * Return the line number of an edge's label above its arrow. A quiet edge is below the arrow if the arrow has other
 * labels.
 * @param {Edge[]} edges
 * @param {Edge} edge
 */
function wordLine(edges, edge) {
  const drawn = edges.filter(({ from, to, quiet }) => from === edge.from && to === edge.to && !quiet);
  if (edge.quiet) return drawn.length ? -1.15 : 0;
  return drawn.length - 1 - drawn.indexOf(edge);
}

/**
 * @param {Arrow} arrow
 * @param {Route} route
 * @param {number} up pixels
 * @param {number} head pixels
 */
function draw({ line, glow, word }, route, up, head) {
  const d = pathOf(route.points, head);
  for (const path of [line, glow]) path.setAttribute("d", d);
  const { x, y, anchor } = wordSpot(route, up);
  word.setAttribute("x", String(x));
  word.setAttribute("y", String(y));
  word.setAttribute("text-anchor", anchor);
}

/**
 * @param {Route} route
 * @param {number} up pixels
 */
function wordSpot({ words: { x, y, anchor } }, up) {
  return { x: Math.round(x), y: Math.round(y - up), anchor };
}

/**
 * Return the SVG path of the line and its arrowhead. The arrowhead is open, so that one stroke draws both.
 * @param {Point[]} points
 * @param {number} head
 */
function pathOf(points, head) {
  const [end, before] = [points.at(-1), points.at(-2)];
  const line = points
    .map(([x, y], index) => `${index ? "L" : "M"}${Math.round(x)} ${Math.round(y)}`)
    .join("");
  if (!end || !before) return line;
  const [dx, dy] = [Math.sign(end[0] - before[0]) * head, Math.sign(end[1] - before[1]) * head];
  const [x, y] = end.map(Math.round);
  return `${line}m${-dx - dy * 0.6} ${-dy - dx * 0.6}L${x} ${y}L${Number(x) - dx + dy * 0.6} ${Number(y) - dy + dx * 0.6}`;
}
