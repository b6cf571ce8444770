/** Animates transitions: a copy of the card's name moves along the arrow. The card is already in its new room. */

/** @import { Change, Move } from "../../../types/wire.d.ts" */
/** @import { Point } from "../../../types/view.d.ts" */
import { element } from "../ui/dom.js";
import { visible } from "../core/pure/format.js";
import { corrected, keyOf } from "../core/pure/store.js";
import { keyframesAlong } from "./pure/path_keyframes.js";

const MOVE_MS = 480;
/** Number of containers animated at the same time. Further ones are not animated: a viewer cannot follow more. */
const MAX_ANIMATED = 12;

/** If this many moves of a container still wait, the current one is not animated; only its arrow is highlighted. */
const MAX_WAITING_MOVES = 6;

/** Owns the animation layer. A container has one moving element ("ghost"); its further moves wait in order. */
export class MoveAnimation {
  #reducedMotion = window.matchMedia("(prefers-reduced-motion: reduce)");
  /** @type {Map<string, Move[]>} Waiting moves of each animated container, by key. */
  #waiting = new Map();

  /**
   * @param {import("./map_edges.js").MapEdges} edges
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
    const movesByKey = roomMovesByKey(moves);
    const isAnimated = !this.#reducedMotion.matches && this.#waiting.size + movesByKey.size <= MAX_ANIMATED;
    for (const [key, ownMoves] of movesByKey) {
      const waiting = this.#waiting.get(key);
      if (waiting) waiting.push(...ownMoves);
      else if (isAnimated) void this.#animate(key, ownMoves, before.get(key) ?? null);
      else for (const move of ownMoves) this.#highlight(move);
    }
  }

  /**
   * Apply corrections. A waiting move is replaced. For all moves whose edge changed, the right arrow is highlighted.
   * @param {Change} change
   */
  correct(change) {
    if (document.hidden) return;
    for (const waiting of this.#waiting.values())
      waiting.splice(0, waiting.length, ...corrected(waiting, change));
    for (const { was, now } of change.amended ?? []) if (was.edge !== now.edge) this.#highlight(now);
  }

  /** Finish all animations at once. */
  clear() {
    for (const animation of this.element.getAnimations({ subtree: true })) animation.finish();
    this.element.replaceChildren();
  }

  /**
   * Animate the moves of one container. Moves that are added to `waiting` meanwhile follow.
   * @param {string} key
   * @param {Move[]} waiting
   * @param {Point | null} from
   */
  async #animate(key, waiting, from) {
    this.#waiting.set(key, waiting);
    const ghost = element("div", { class: "ghost" }, element("span"));
    this.element.append(ghost);
    let start = from;
    for (let move = waiting.shift(); move; move = waiting.shift()) {
      this.#highlight(move);
      const path = this.edges.pointsBetween(move.fromRoom ?? "images", move.toRoom ?? "removed");
      const end = waiting.length ? null : this.centreOf(key);
      const points = [start, ...path, end].filter((point) => point !== null);
      const isAnimated = points.length > 1 && ghost.isConnected && waiting.length < MAX_WAITING_MOVES;
      if (isAnimated) await animateAlong(ghost, move, points);
      start = null;
    }
    ghost.remove();
    this.#waiting.delete(key);
  }

  /** @param {Move} move */
  #highlight({ edge, fromRoom, toRoom }) {
    this.edges.highlight(edge, fromRoom ?? "images", toRoom ?? "removed");
  }
}

/**
 * Return the moves of each container that change its room, in order.
 * @param {Move[]} moves
 * @returns {Map<string, Move[]>}
 */
function roomMovesByKey(moves) {
  /** @type {Map<string, Move[]>} */
  const movesByKey = new Map();
  for (const move of moves) {
    const earlier = movesByKey.get(keyOf(move));
    if (move.fromRoom === move.toRoom) continue;
    if (earlier) earlier.push(move);
    else movesByKey.set(keyOf(move), [move]);
  }
  return movesByKey;
}

/**
 * Animate `ghost` along one move. Resolves at the end of the animation.
 * @param {HTMLElement} ghost
 * @param {Move} move
 * @param {Point[]} points
 */
async function animateAlong(ghost, move, points) {
  const name = /** @type {HTMLElement} */ (ghost.firstElementChild);
  name.textContent = visible(move.name);
  name.dataset["state"] = move.toRoom ?? "removed";
  const animation = ghost.animate(keyframesAlong(points), {
    duration: MOVE_MS,
    easing: "cubic-bezier(0.45, 0.05, 0.35, 1)",
    fill: "forwards",
  });
  await animation.finished;
}
