/** Animates transitions: a copy of the card's name moves along the arrow. The card is already in its new room. */

/** @import { Change, Move } from "../../../types/wire.d.ts" */
/** @import { Point } from "../../../types/view.d.ts" */
import { element } from "../ui/dom.js";
import { visible } from "../core/pure/format.js";
import { corrected, keyOf } from "../core/pure/store.js";
import { keyframesAlong } from "./pure/path_keyframes.js";

const LEG_MS = 480;
/** Number of containers animated at the same time. Further ones are not animated: a viewer cannot follow more. */
const TRAVELLERS_AT_MOST = 12;

/** If this many moves of a container still wait, the current one is not animated; only its arrow is highlighted. */
const LEGS_AT_MOST = 6;

/** Owns the animation layer. A container has one moving element ("ghost"); its further moves wait in order. */
export class Travel {
  #calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  /** @type {Map<string, Move[]>} Waiting moves of each animated container, by key. */
  #underWay = new Map();

  /**
   * @param {import("./map_edges.js").Edges} edges
   * @param {(key: string) => Point | null} centreOf returns the centre of a card in pixels from the map's corner
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
   * Animate moves in order.
   * @param {Move[]} moves
   * @param {Map<string, Point | null>} before centres of the cards before the change, by key
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
   * Apply corrections. A waiting move is replaced. For all moves whose edge changed, the right arrow is highlighted.
   * @param {Change} change
   */
  correct(change) {
    if (document.hidden) return;
    for (const legs of this.#underWay.values()) legs.splice(0, legs.length, ...corrected(legs, change));
    for (const { was, now } of change.amended ?? []) if (was.edge !== now.edge) this.#light(now);
  }

  /** Finish all animations at once. */
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
    const ghost = element("div", { class: "ghost" }, element("span"));
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
 * Return the moves of each container that change its room, in order.
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
 * Animate `ghost` along one move. Resolves at the end of the animation.
 * @param {HTMLElement} ghost
 * @param {Move} leg
 * @param {Point[]} points
 */
async function along(ghost, leg, points) {
  const name = /** @type {HTMLElement} */ (ghost.firstElementChild);
  name.textContent = visible(leg.name);
  name.dataset["state"] = leg.toRoom ?? "removed";
  const flight = ghost.animate(keyframesAlong(points), {
    duration: LEG_MS,
    easing: "cubic-bezier(0.45, 0.05, 0.35, 1)",
    fill: "forwards",
  });
  await flight.finished;
}
