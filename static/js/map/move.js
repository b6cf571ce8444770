/** Moves as they are seen: a ghost of the card travels along the arrow, while the card itself stands where Docker says. */

/** @import { Move } from "../../../types/wire.d.ts" */
/** @import { Point } from "../../../types/view.d.ts" */
import { element } from "../dom.js";
import { visible } from "../format.js";
import { keyOf } from "../store.js";

const LEG_MS = 480;
/** More than this many at once jump: nobody can follow them. */
const TRAVELLERS_AT_MOST = 12;

/** @typedef {{from: Point | null, to: Point | null}} Ends where a card was and is, pixels from the picture's corner */

/** Owns the layer the ghosts fly in. */
export class Travel {
  #calm = window.matchMedia("(prefers-reduced-motion: reduce)");

  /** @param {import("./edges.js").Edges} edges */
  constructor(edges) {
    this.edges = edges;
    this.element = element("div", { class: "travel", "aria-hidden": "true" });
  }

  /**
   * Show moves in their order. `endsOf` tells where a container's card was and is.
   * @param {Move[]} moves
   * @param {(key: string) => Ends} endsOf
   */
  show(moves, endsOf) {
    if (document.hidden) return;
    const journeys = journeysOf(moves);
    const flies =
      !this.#calm.matches && this.element.childElementCount + journeys.length <= TRAVELLERS_AT_MOST;
    for (const legs of journeys) {
      if (flies) this.#fly(legs, endsOf(keyOf(legs[0])));
      else for (const leg of legs) this.#light(leg);
    }
  }

  /** Take away all ghosts. */
  clear() {
    this.element.replaceChildren();
  }

  /**
   * @param {Move[]} legs
   * @param {Ends} ends
   */
  async #fly(legs, ends) {
    const ghost = element("span", { class: "ghost" });
    this.element.append(ghost);
    for (const [index, leg] of legs.entries()) {
      const way = this.edges.way(leg.fromRoom ?? "images", leg.toRoom ?? "removed");
      const points = [index ? null : ends.from, ...way, index === legs.length - 1 ? ends.to : null].filter(
        (point) => point !== null,
      );
      this.#light(leg);
      if (points.length > 1 && ghost.isConnected) await along(ghost, leg, points);
    }
    ghost.remove();
  }

  /** @param {Move} leg */
  #light({ edge, fromRoom, toRoom }) {
    this.edges.light(edge, fromRoom ?? "images", toRoom ?? "removed");
  }
}

/**
 * The moves of each container that lead anywhere, in their order.
 * @param {Move[]} moves
 * @returns {[Move, ...Move[]][]}
 */
function journeysOf(moves) {
  /** @type {Map<string, [Move, ...Move[]]>} */
  const journeys = new Map();
  for (const move of moves) {
    const journey = journeys.get(keyOf(move));
    if (move.fromRoom === move.toRoom) continue;
    if (journey) journey.push(move);
    else journeys.set(keyOf(move), [move]);
  }
  return [...journeys.values()];
}

/**
 * Let `ghost` travel one leg; resolves when it is there or the page is hidden.
 * @param {HTMLElement} ghost
 * @param {Move} leg
 * @param {Point[]} points
 */
async function along(ghost, leg, points) {
  ghost.textContent = visible(leg.name);
  ghost.dataset["state"] = leg.toRoom ?? "removed";
  ghost.style.offsetPath = `path("${points.map(([x, y], index) => `${index ? "L" : "M"}${x} ${y}`).join("")}")`;
  const flight = ghost.animate([{ offsetDistance: "0%" }, { offsetDistance: "100%" }], {
    duration: LEG_MS,
    easing: "cubic-bezier(0.45, 0.05, 0.35, 1)",
    fill: "forwards",
  });
  await Promise.race([flight.finished, hidden()]);
}

function hidden() {
  return new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true }));
}
