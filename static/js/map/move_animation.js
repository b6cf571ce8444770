/** Moves as they are seen: a ghost of the card travels along the arrow, while the card itself stands where Docker says. */

/** @import { Change, Move } from "../../../types/wire.d.ts" */
/** @import { Point } from "../../../types/view.d.ts" */
import { element } from "../ui/dom.js";
import { visible } from "../core/format.js";
import { corrected, keyOf } from "../core/store.js";

const LEG_MS = 480;
/** More than this many at once jump: nobody can follow them. */
const TRAVELLERS_AT_MOST = 12;

/** A container that moves faster than this many legs ahead of its ghost is caught up with: arrows light, nothing flies. */
const LEGS_AT_MOST = 6;

/** Owns the layer the ghosts fly in. A container has one ghost: what it does meanwhile waits, so that order is kept. */
export class Travel {
  #calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  /** @type {Map<string, Move[]>} The legs that are still before each container under way. */
  #underWay = new Map();

  /**
   * @param {import("./map_edges.js").Edges} edges
   * @param {(key: string) => Point | null} centreOf where a container's card is, pixels from the picture's corner
   */
  constructor(edges, centreOf) {
    this.edges = edges;
    this.centreOf = centreOf;
    this.element = element("div", { class: "travel", "aria-hidden": "true" });
    this.hide = this.hide.bind(this);
  }

  connect() {
    document.addEventListener("visibilitychange", this.hide);
  }

  disconnect() {
    document.removeEventListener("visibilitychange", this.hide);
    this.clear();
  }

  hide() {
    if (document.hidden) this.clear();
  }

  /**
   * Show moves in their order.
   * @param {Move[]} moves
   * @param {Map<string, Point | null>} before where their cards were
   */
  show(moves, before) {
    if (document.hidden) return;
    const journeys = journeysOf(moves);
    const flies = !this.#calm.matches && this.#underWay.size + journeys.size <= TRAVELLERS_AT_MOST;
    for (const [key, legs] of journeys) {
      const ahead = this.#underWay.get(key);
      if (ahead) ahead.push(...legs);
      else if (flies) void this.#travel(key, legs, before.get(key) ?? null);
      else for (const leg of legs) this.#light(leg);
    }
  }

  /**
   * Show corrections: a leg that was not flown yet is flown as corrected, of another only the right arrow is lit.
   * @param {Change} change
   */
  correct(change) {
    if (document.hidden) return;
    for (const legs of this.#underWay.values()) legs.splice(0, legs.length, ...corrected(legs, change));
    for (const { was, now } of change.amended ?? []) if (was.edge !== now.edge) this.#light(now);
  }

  /** Let all ghosts arrive at once. */
  clear() {
    for (const flight of this.element.getAnimations({ subtree: true })) flight.finish();
    this.element.replaceChildren();
  }

  /**
   * @param {string} key
   * @param {Move[]} legs
   * @param {Point | null} from
   */
  async #travel(key, legs, from) {
    this.#underWay.set(key, legs);
    const ghost = element("span", { class: "ghost" });
    this.element.append(ghost);
    let start = from;
    for (let leg = legs.shift(); leg; leg = legs.shift()) {
      this.#light(leg);
      const way = this.edges.way(leg.fromRoom ?? "images", leg.toRoom ?? "removed");
      const end = legs.length ? null : this.centreOf(key);
      const points = [start, ...way, end].filter((point) => point !== null);
      const flies = points.length > 1 && ghost.isConnected && legs.length < LEGS_AT_MOST;
      if (flies) await along(ghost, leg, points);
      start = null;
    }
    ghost.remove();
    this.#underWay.delete(key);
  }

  /** @param {Move} leg */
  #light({ edge, fromRoom, toRoom }) {
    this.edges.light(edge, fromRoom ?? "images", toRoom ?? "removed");
  }
}

/**
 * The moves of each container that lead anywhere, in their order.
 * @param {Move[]} moves
 * @returns {Map<string, Move[]>}
 */
function journeysOf(moves) {
  /** @type {Map<string, Move[]>} */
  const journeys = new Map();
  for (const move of moves) {
    const journey = journeys.get(keyOf(move));
    if (move.fromRoom === move.toRoom) continue;
    if (journey) journey.push(move);
    else journeys.set(keyOf(move), [move]);
  }
  return journeys;
}

/**
 * Let `ghost` travel one leg; resolves when it is there.
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
  await flight.finished;
}
