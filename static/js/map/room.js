/** One room of the lifecycle map: its header and its cards. */

/** @import { Container, Room as RoomName } from "../../../types/wire.d.ts" */
/** @import { Grid, Page, Part, Rect, RoomScene } from "../../../types/view.d.ts" */
import { element, setAttributes, setText } from "../ui/dom.js";
import { visible } from "../core/pure/format.js";
import { ngettext } from "../core/i18n.js";
import { keyOf } from "../core/pure/store.js";
import { problemEm } from "./container_card.js";
import { cellAt, grid } from "./pure/card_grid.js";
import { labelElements, labelsOf, seatsBetween } from "./card_groups.js";
import { halfOf } from "./pure/name_split.js";
import { RoomHeader } from "./room_header.js";
import { seated } from "./pure/stable_order.js";

/** @typedef {import("./container_card.js").Card} Card */
/** @typedef {import("./card_groups.js").Label} Label */
/** @typedef {(container: Container) => Card} CardOf */

/** Names longer than this, in em, do not make cards wider. They are shortened. */
const EM_AT_MOST = 12;
/** Only this many problems are measured, because no room has space for more full cards. */
const LARGE_AT_MOST = 24;
const NOBODY = Object.freeze({ problems: [], calm: [], total: 0 });

/** Owns one `[data-room]` element. `draw` writes its cards, `list` a list in their place. */
export class Room {
  /** @type {Rect} */
  rect = { x: 0, y: 0, width: 0, height: 0 };
  /** @type {string[]} */
  #seats = [];
  #grids = "";
  #labelled = "";

  /**
   * @param {Page} page
   * @param {{name: RoomName, text: string, hint: string}} row of the lifecycle table
   */
  constructor(page, row) {
    this.page = page;
    this.name = row.name;
    this.ruler = page.rulers.bold;
    this.header = new RoomHeader(page, row);
    this.body = element("div", { class: "cards" });
    this.more = element("p", { class: "more", hidden: true });
    this.element = element(
      "section",
      { class: "room", "data-room": row.name, "aria-labelledby": this.header.title.id },
      this.header.element,
      this.body,
    );
    this.body.append(this.more);
  }

  /**
   * Move the room to `rect`, or hide it without one.
   * @param {Rect | undefined} rect
   */
  place(rect) {
    this.element.hidden = !rect;
    if (!rect) return;
    this.rect = rect;
    const { style } = this.element;
    style.transform = `translate(${rect.x}px, ${rect.y}px)`;
    style.width = `${rect.width}px`;
    style.height = `${rect.height}px`;
    this.header.place(rect.width);
  }

  /** The area for cards, in pixels from the map's corner. */
  get area() {
    const { sizes, unit } = this.page;
    const { x, y, width, height } = this.rect;
    const [pad, header] = [sizes.pad * unit, sizes.header * unit];
    return { x: x + pad, y: y + header, width: width - 2 * pad, height: Math.max(0, height - header - pad) };
  }

  /**
   * Write the count, and a hint in place of the usual one.
   * @param {string} text
   * @param {string} [hint]
   */
  say(text, hint) {
    if (this.header.write(text, hint))
      this.element.toggleAttribute("data-empty", text === "0" || text === "–");
  }

  /**
   * Show a list in place of cards, if `look` differs from the last call.
   * @param {HTMLElement[]} items
   * @param {string} look
   * @param {boolean} isEmpty
   */
  list(items, look, isEmpty) {
    if (look === this.#grids) return;
    this.#grids = look;
    this.body.replaceChildren(element("ul", {}, ...items));
    this.element.toggleAttribute("data-empty", isEmpty);
  }

  /**
   * Draw all containers of the room.
   * @param {RoomScene | undefined} scene
   * @param {{cardOf: CardOf, hidesCalm: boolean}} how
   */
  draw(scene = NOBODY, { cardOf, hidesCalm }) {
    const { problems } = scene;
    const calm = hidesCalm ? [] : scene.calm;
    const { labels, cells } = this.#cells(problems, calm);
    const look = this.#writeSizes(cells);
    this.#sayMore(cells);
    const large = cells.problem.count;
    this.#fill(cells.problem, problems.slice(0, large), cardOf, { isProblem: true, look, place: "problem" });
    this.#fill(cells.rest, problems.slice(large), cardOf, { isProblem: true, look, place: "rest" });
    this.#label(labels, cells.calm, this.#grids);
    const how = { isProblem: false, look, place: /** @type {const} */ ("calm") };
    this.#fill(cells.calm, this.#inSeats(cells.calm, calm), cardOf, how, labels);
  }

  /**
   * Return the cells of the room. Group labels get cells of their own, unless the cells would then be tiles.
   * @param {Container[]} problems
   * @param {Container[]} calm
   */
  #cells(problems, calm) {
    const { sizes, unit, settings } = this.page;
    const ask = { ...this.area, sizes, unit, problems: problems.length, ...this.#lengths(problems, calm) };
    const labels = settings.isGrouped ? labelsOf(calm) : [];
    const cells = grid({ ...ask, calm: calm.length + labels.length });
    if (!labels.length || cells.calm.level !== "tile") return { labels, cells };
    return { labels: [], cells: grid({ ...ask, calm: calm.length }) };
  }

  /**
   * @param {Container[]} problems
   * @param {Container[]} calm
   */
  #lengths(problems, calm) {
    const em = (/** @type {string} */ text) => this.ruler.em(text);
    const named = calm.length > 200 ? problems : [...problems, ...calm];
    const longest = named.reduce((most, { name }) => Math.max(most, em(visible(name))), 0);
    const large = problems.slice(0, LARGE_AT_MOST);
    return {
      em: Math.min(EM_AT_MOST, Math.ceil(longest)),
      nameEm: Math.max(0, ...large.map(({ name }) => em(visible(name)))),
      halfEm: Math.max(0, ...large.map(({ name }) => halfOf(visible(name), em))),
      textEm: Math.max(0, ...large.map((container) => problemEm(container, this.page.rulers))),
    };
  }

  /**
   * @param {Part} part
   * @param {Container[]} containers
   */
  #inSeats(part, containers) {
    if (part.level !== "tile" || this.page.settings.isGrouped) return containers;
    const byKey = new Map(containers.map((container) => [keyOf(container), container]));
    this.#seats = seated(this.#seats, [...byKey.keys()]);
    return this.#seats.flatMap((key) => byKey.get(key) ?? []);
  }

  /**
   * @param {Part} part
   * @param {Container[]} containers
   * @param {CardOf} cardOf
   * @param {import("./container_card.js").Manner} how
   * @param {Label[]} labels labels that also occupy cells
   */
  #fill(part, containers, cardOf, how, labels = []) {
    if (!part.count) return;
    const seats = labels.length ? seatsBetween(containers.length, labels) : null;
    containers.forEach((container, index) => {
      const card = cardOf(container);
      if (card.element.parentNode !== this.body) moveIn(this.body, card.element);
      card.show(container, part, how);
      const [x, y] = cellAt(part, seats?.[index] ?? index);
      card.put(x, y);
    });
  }

  /**
   * @param {Label[]} labels
   * @param {Part} part
   * @param {string} look
   */
  #label(labels, part, look) {
    const written = labels.length ? JSON.stringify([labels, look]) : "";
    if (written === this.#labelled) return;
    this.#labelled = written;
    for (const label of this.body.querySelectorAll(".group")) label.remove();
    this.body.append(...labelElements(labels, part, this.ruler));
  }

  /**
   * Write the sizes of the three parts as CSS properties. Returns a key that changes when cards must be written again.
   * @param {Grid} cells
   */
  #writeSizes({ problem, rest, calm }) {
    const parts = [problem, rest, calm];
    const look = parts
      .map(({ level, width, name, text, lines, nameLines }) =>
        [level, width, name, text, lines, nameLines].join(),
      )
      .join("|");
    const grids = `${look} ${parts.map(({ height }) => height).join()}`;
    if (grids === this.#grids) return look;
    this.#grids = grids;
    for (const [prefix, part] of Object.entries({ problem, rest, calm })) {
      for (const side of /** @type {const} */ (["width", "height", "name", "text"])) {
        this.body.style.setProperty(`--${prefix}-${side}`, `${part[side]}px`);
      }
    }
    return look;
  }

  /** @param {Grid} cells */
  #sayMore({ more }) {
    this.more.hidden = !more;
    if (!more) return;
    const number = this.page.format.number(more.count);
    setText(this.more, ngettext("+%(number)s more", "+%(number)s more", more.count, { number }));
    this.more.style.transform = `translate(${more.x}px, ${more.y}px)`;
  }
}

/**
 * Add a card to a room. A focused card keeps the focus.
 * @param {HTMLElement} body
 * @param {HTMLElement} card
 */
function moveIn(body, card) {
  const hadFocus = card === document.activeElement;
  body.append(card);
  if (hadFocus) card.focus({ preventScroll: true });
}

/**
 * Set or remove `data-old` on all cards.
 * @param {Element} root
 * @param {Set<string>} old names of the engines that are not live
 */
export function markOld(root, old) {
  for (const card of root.querySelectorAll("[data-container]")) {
    setAttributes(card, { "data-old": old.has(card.getAttribute("data-engine") ?? "") });
  }
}
