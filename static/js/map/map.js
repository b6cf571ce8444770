/** The picture: rooms, arrows and cards, kept equal to the store. */

/** @import { Container, Move, Room as RoomName } from "../../../types/wire.d.ts" */
/** @import { Crowds, Delta, Page, Point, Scene } from "../../../types/view.d.ts" */
import { element } from "../dom.js";
import { matcher } from "../search.js";
import { keyOf } from "../store.js";
import { Card } from "./card.js";
import { Edges } from "./edges.js";
import { fit } from "./fit.js";
import { Lists } from "./lists.js";
import { Travel } from "./move.js";
import { markOld, Room } from "./room.js";
import { Ruler } from "./ruler.js";
import { sceneOf } from "./scene.js";
import { stack } from "./stack.js";

/** With more containers than this the calm ones of the fullest rooms are counted, not drawn (docs/protocol.md). */
const DRAWN_AT_MOST = 2000;
/** @type {RoomName[]} */
const LISTS = ["images", "registry", "removed"];

/** A view: `connect()` draws and follows the store, `disconnect()` gives everything back. */
export class LifecycleMap {
  /** @type {Map<string, Card>} */
  #cards = new Map();
  /** @type {Map<RoomName, Room>} */
  #rooms = new Map();
  /** @type {(() => unknown)[]} */
  #ends = [];
  #layout = "";
  /** @type {Scene | null} */
  #scene = null;

  /**
   * @param {HTMLElement} root
   * @param {Page} page
   */
  constructor(root, page) {
    this.root = root;
    this.page = page;
    this.ruler = new Ruler();
    this.edges = new Edges(page);
    this.travel = new Travel(this.edges);
    this.lists = new Lists(page, this.ruler);
    this.resized = new ResizeObserver(() => this.draw());
    this.ground = element("div", { class: "ground" });
  }

  connect() {
    const { lifecycle, store, clock, settings } = this.page;
    for (const row of lifecycle.rooms) this.#rooms.set(row.name, new Room(this.page, row, this.ruler));
    const rooms = [...this.#rooms.values()].map((room) => room.element);
    this.ground.append(this.edges.element, ...rooms, this.travel.element);
    this.root.append(this.ground);
    this.#ends = [
      store.subscribe((delta) => this.#take(delta)),
      settings.onChange(() => this.draw()),
      clock.onTick(() => this.#tick()),
    ];
    this.resized.observe(this.root);
  }

  disconnect() {
    this.resized.disconnect();
    for (const end of this.#ends.splice(0)) end();
    this.travel.clear();
    this.ground.replaceChildren();
    this.ground.remove();
  }

  /** What is shown now, for counts elsewhere on the page. */
  get scene() {
    return this.#scene;
  }

  /** Bring the whole picture up to date; writes only what differs. */
  draw() {
    const { store, settings, clock } = this.page;
    const containers = store.state.containers.values();
    const shows = matcher(settings.filter);
    const scene = sceneOf(containers, { shows, now: clock.now(), grouped: settings.isGrouped });
    this.#scene = scene;
    this.#place(scene);
    this.#drawCards(scene);
    this.lists.draw(store.state, this.#rooms);
    this.root.dispatchEvent(new CustomEvent("drawn"));
  }

  /** @param {Delta} delta */
  #take(delta) {
    if (delta.kind === "link") return;
    const moves = delta.kind === "change" ? delta.change.moves : [];
    const before = new Map(moves.map((move) => [keyOf(move), this.#centre(keyOf(move))]));
    this.draw();
    if (delta.kind === "snapshot" || delta.change.engines) this.#markOld();
    this.#travel(moves, before);
  }

  /**
   * @param {Move[]} moves
   * @param {Map<string, Point | null>} before
   */
  #travel(moves, before) {
    const shown = moves.filter(
      (move) => before.get(keyOf(move)) || this.#cards.has(keyOf(move)) || !this.page.settings.isFiltered,
    );
    this.travel.show(shown, (key) => ({ from: before.get(key) ?? null, to: this.#centre(key) }));
  }

  #markOld() {
    const old = this.page.store.state.engines.filter(({ state }) => state !== "live").map(({ name }) => name);
    markOld(this.ground, new Set(old));
  }

  /** @param {Scene} scene */
  #place(scene) {
    const { width, height } = this.root.getBoundingClientRect();
    this.page.unit = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
    const { unit, sizes } = this.page;
    const ground = { width, height, unit, sizes };
    const isPicture = !window.matchMedia(sizes.stacked).matches;
    const crowds = crowdsOf(scene);
    const placed = isPicture
      ? { height: ground.height, rooms: fit(ground, crowds) }
      : stack(ground, crowds, this.#rows());
    const layout = JSON.stringify([placed, unit]);
    if (layout === this.#layout) return;
    this.#layout = layout;
    this.root.dataset["kind"] = isPicture ? "picture" : "stack";
    this.ground.style.height = `${placed.height}px`;
    for (const [name, room] of this.#rooms) room.place(placed.rooms[name]);
    if (isPicture) this.edges.place(placed.rooms, placed.height);
    this.travel.clear();
  }

  /** How many rows the lists would like. */
  #rows() {
    const { images, tombstones } = this.page.store.state;
    return { images: images.length, removed: tombstones.length, registry: 2 };
  }

  /** @param {Scene} scene */
  #drawCards(scene) {
    const counted = countedRooms(scene);
    const { format } = this.page;
    /** @type {Set<string>} */
    const drawn = new Set();
    const cardOf = (/** @type {Container} */ container) => this.#cardOf(container, drawn);
    for (const [name, room] of this.#rooms) {
      if (LISTS.includes(name)) continue;
      const one = scene.rooms.get(name);
      room.draw(one, { cardOf, hidesCalm: counted.has(name) });
      room.say(format.number(one?.total ?? 0));
    }
    for (const [key, card] of this.#cards) if (!drawn.has(key)) this.#drop(key, card);
  }

  /**
   * @param {Container} container
   * @param {Set<string>} drawn
   */
  #cardOf(container, drawn) {
    const key = keyOf(container);
    const card = this.#cards.get(key) ?? new Card(this.page, this.ruler);
    this.#cards.set(key, card);
    drawn.add(key);
    return card;
  }

  /**
   * @param {string} key
   * @param {Card} card
   */
  #drop(key, card) {
    card.element.remove();
    this.#cards.delete(key);
  }

  /**
   * Where a container's card is, in pixels from the picture's corner; null when it is not drawn.
   * @param {string} key
   * @returns {Point | null}
   */
  #centre(key) {
    const card = this.#cards.get(key);
    const room = card?.container && this.#rooms.get(card.container.room);
    if (!card?.part || !room) return null;
    const { x, y } = room.area;
    return [x + card.x + card.part.width / 2, y + card.y + card.part.height / 2];
  }

  #tick() {
    for (const card of this.#cards.values()) card.tick();
    this.lists.tick(this.page.store.state, this.#rooms);
    if (this.#scene && this.page.clock.now() >= this.#scene.until) this.draw();
  }
}

/**
 * @param {Scene} scene
 * @returns {Crowds}
 */
function crowdsOf(scene) {
  return Object.fromEntries(
    [...scene.rooms].map(([name, { problems, calm }]) => [
      name,
      { problems: problems.length, calm: calm.length },
    ]),
  );
}

/**
 * The rooms, fullest first, whose calm containers are only counted, so that at most `DRAWN_AT_MOST` are drawn.
 * @param {Scene} scene
 */
function countedRooms(scene) {
  let drawn = scene.shown;
  const counted = new Set();
  for (const [name, { calm }] of [...scene.rooms].sort(([, a], [, b]) => b.calm.length - a.calm.length)) {
    if (drawn <= DRAWN_AT_MOST) break;
    drawn -= calm.length;
    counted.add(name);
  }
  return counted;
}
