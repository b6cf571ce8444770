/** The lifecycle map: draws rooms, arrows and cards from the store, on the board and on the wall. */

/** @import { Container, Move, Room as RoomName } from "../../../types/wire.d.ts" */
/** @import { Delta, Page, Point, Scene } from "../../../types/view.d.ts" */
import { Listeners } from "../core/pure/listeners.js";
import { element } from "../ui/dom.js";
import { gettext } from "../core/i18n.js";
import { isKnown, oldSince } from "../ui/connection_banner.js";
import { matcher } from "../core/pure/container_search.js";
import { keyOf } from "../core/pure/store.js";
import { Card } from "./container_card.js";
import { MapEdges } from "./map_edges.js";
import { roomLayout } from "./pure/room_layout.js";
import { RoomLists } from "./room_lists.js";
import { MoveAnimation } from "./move_animation.js";
import { markOld, Room } from "./room.js";
import { sceneOf } from "./scene.js";
import { countedRooms, roomCounts } from "./pure/scene_counts.js";
import { stackedLayout } from "./pure/stacked_layout.js";

const LIST_ROOMS = new Set(["images", "registry", "removed"]);

/** Owns the map. `connect` draws it and follows the store, `disconnect` removes it. */
export class LifecycleMap {
  /** @type {Map<string, Card>} */
  #cards = new Map();
  /** @type {Map<RoomName, Room>} */
  #rooms = new Map();
  /** @type {(() => unknown)[]} */
  #ends = [];
  #layout = "";
  #size = { width: 0, height: 0 };
  #hasOld = false;
  /** @type {Scene | null} */
  #scene = null;
  /** @type {Listeners<void>} */
  #drawn = new Listeners();

  /**
   * @param {HTMLElement} root
   * @param {Page} page
   */
  constructor(root, page) {
    this.root = root;
    this.page = page;
    this.edges = new MapEdges(page);
    this.moveAnimation = new MoveAnimation(this.edges, (key) => this.#centre(key));
    this.lists = new RoomLists(page);
    this.resized = new ResizeObserver(() => this.#measure());
    this.layer = element("div", { class: "ground" });
  }

  connect() {
    const { lifecycle, store, pulls, clock, settings } = this.page;
    for (const row of lifecycle.rooms) this.#rooms.set(row.name, new Room(this.page, row));
    const rooms = [...this.#rooms.values()].map((room) => room.element);
    this.layer.append(this.edges.element, ...rooms, this.moveAnimation.element);
    this.root.append(this.layer);
    this.#ends = [
      store.subscribe((delta) => this.#onDelta(delta)),
      pulls.subscribe(() => this.lists.draw(store.state, this.#rooms)),
      settings.onChange(() => this.draw()),
      clock.onTick(() => this.#tick()),
    ];
    this.moveAnimation.connect();
    this.resized.observe(this.root);
  }

  disconnect() {
    this.resized.disconnect();
    for (const end of this.#ends.splice(0)) end();
    this.moveAnimation.disconnect();
    this.layer.replaceChildren();
    this.layer.remove();
  }

  /** The scene that is drawn now; other views show its counts. */
  get scene() {
    return this.#scene;
  }

  /** Call `listener` each time the map has been drawn. @param {() => void} listener */
  onDraw(listener) {
    return this.#drawn.add(listener);
  }

  /** Return the card element of a container, or undefined if it is not drawn. @param {string} key */
  elementOf(key) {
    return this.#cards.get(key)?.element;
  }

  /** Update the whole map. Only differences are written to the DOM. */
  draw() {
    if (this.root.hidden) return this.#clear();
    const { store, settings, clock } = this.page;
    const containers = store.state.containers.values();
    const shows = matcher(settings.filter);
    const scene = sceneOf(containers, { shows, now: clock.now(), grouped: settings.isGrouped });
    this.#scene = scene;
    if (!this.#size.width) this.#readSize();
    if (!this.#size.width) return;
    this.#placeRooms(scene);
    this.#drawCards(scene);
    this.#markOld();
    this.lists.draw(store.state, this.#rooms);
    this.#drawn.notify();
  }

  /** Remove the cards of a hidden map. */
  #clear() {
    for (const [key, card] of this.#cards) this.#remove(key, card);
  }

  /** @param {Delta} delta */
  #onDelta(delta) {
    if (delta.kind === "link" || this.root.hidden) return this.draw();
    const moves = delta.kind === "change" ? delta.change.moves : [];
    const before = new Map(moves.map((move) => [keyOf(move), this.#centre(keyOf(move))]));
    this.draw();
    this.#animate(moves, before);
    if (delta.kind === "change") this.moveAnimation.correct(delta.change);
  }

  /**
   * @param {Move[]} moves
   * @param {Map<string, Point | null>} before
   */
  #animate(moves, before) {
    const shown = moves.filter(
      (move) => before.get(keyOf(move)) || this.#cards.has(keyOf(move)) || !this.page.settings.isFiltered,
    );
    this.moveAnimation.show(shown, before);
  }

  /** Mark the cards of engines that are not live. The stylesheet removes their colours. */
  #markOld() {
    const old = this.page.store.state.engines.filter(({ state }) => state !== "live").map(({ name }) => name);
    if (old.length || this.#hasOld) markOld(this.layer, new Set(old));
    this.#hasOld = old.length > 0;
  }

  /** Measure the map when its size changes, not when the board changes, because a measurement forces a layout. */
  #measure() {
    const before = JSON.stringify([this.#size, this.page.unit]);
    this.#readSize();
    if (before !== JSON.stringify([this.#size, this.page.unit]) || !this.#layout) this.draw();
  }

  /** Read the size of the map. The first draw does so too: the observer reports only after a layout without cards. */
  #readSize() {
    const { width, height } = this.root.getBoundingClientRect();
    this.#size = { width, height };
    this.page.unit = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  }

  /** @param {Scene} scene */
  #placeRooms(scene) {
    const { unit, sizes } = this.page;
    const size = { ...this.#size, unit, sizes };
    const isPicture = !window.matchMedia(sizes.stackedQuery).matches;
    const counts = roomCounts(scene);
    const placed = isPicture
      ? { height: size.height, rooms: roomLayout(size, counts) }
      : stackedLayout(size, counts, this.#listRows());
    const layout = JSON.stringify([placed, unit]);
    if (layout === this.#layout) return;
    this.#layout = layout;
    this.root.dataset["kind"] = isPicture ? "picture" : "stack";
    this.layer.style.height = `${placed.height}px`;
    for (const [name, room] of this.#rooms) room.place(placed.rooms[name]);
    if (isPicture) this.edges.place(placed.rooms, placed.height);
    this.moveAnimation.clear();
  }

  /** Return the number of rows that each list needs. */
  #listRows() {
    const { images, tombstones } = this.page.store.state;
    return { images: images.length, removed: tombstones.length, registry: 4 };
  }

  /** @param {Scene} scene */
  #drawCards(scene) {
    const counted = countedRooms(scene);
    const { format } = this.page;
    const { isKnown, hint } = this.#dataAge();
    const drawn = /** @type {Set<string>} */ (new Set());
    const cardOf = (/** @type {Container} */ container) => this.#cardOf(container, drawn);
    for (const [name, room] of this.#rooms) {
      if (LIST_ROOMS.has(name)) continue;
      const roomScene = scene.rooms.get(name);
      room.draw(roomScene, { cardOf, hidesCalm: counted.has(name) });
      room.writeCount(isKnown ? format.number(roomScene?.total ?? 0) : "–", hint);
    }
    for (const [key, card] of this.#cards) if (!drawn.has(key)) this.#remove(key, card);
  }

  /** Return whether counts are known, and the hint with the age of out-of-date data. */
  #dataAge() {
    const { store, settings, clock, format } = this.page;
    const { engine } = settings.filter;
    const since = oldSince(store.state, engine);
    const hint =
      since === null ? undefined : gettext("%(age)s old", { age: format.age(clock.now() - since) });
    return { isKnown: isKnown(store.state, engine), hint };
  }

  /**
   * @param {Container} container
   * @param {Set<string>} drawn
   */
  #cardOf(container, drawn) {
    const key = keyOf(container);
    const card = this.#cards.get(key) ?? new Card(this.page);
    this.#cards.set(key, card);
    drawn.add(key);
    return card;
  }

  /**
   * @param {string} key
   * @param {Card} card
   */
  #remove(key, card) {
    card.element.remove();
    this.#cards.delete(key);
  }

  /**
   * Return the centre of a container's card in pixels from the map's corner, or null if it is not drawn.
   * @param {string} key
   * @returns {Point | null}
   */
  #centre(key) {
    const card = this.#cards.get(key);
    const room = card?.container && this.#rooms.get(card.container.room);
    if (!card?.block || !room) return null;
    const { x, y } = room.cardArea;
    return [x + card.x + card.block.width / 2, y + card.y + card.block.height / 2];
  }

  #tick() {
    for (const card of this.#cards.values()) card.tick();
    this.lists.tick(this.page.store.state, this.#rooms);
    const { scene } = this;
    const { store, settings, clock } = this.page;
    const isOld = oldSince(store.state, settings.filter.engine) !== null;
    if (isOld || (scene && clock.now() >= scene.until)) this.draw();
  }
}
