/** One room of the picture: its door (shape, word, hint, count) and the cards in it. */

/** @import { Container, Room as RoomName } from "../../../types/wire.d.ts" */
/** @import { Grid, Page, Part, Rect, RoomScene } from "../../../types/view.d.ts" */
import { element, setAttributes, setText } from "../ui/dom.js";
import { visible } from "../core/format.js";
import { ngettext } from "../core/i18n.js";
import { keyOf } from "../core/store.js";
import { problemEm } from "./container_card.js";
import { cellAt, grid } from "./card_grid.js";
import { labelElements, labelsOf, seatsBetween } from "./card_groups.js";
import { halfOf } from "./name_split.js";
import { seated } from "./stable_order.js";

/** @typedef {import("./container_card.js").Card} Card */
/** @typedef {import("./card_groups.js").Label} Label */
/** @typedef {(container: Container) => Card} CardOf */

/** Long names beyond this many widths of their font are shortened rather than given wider cards. */
const EM_AT_MOST = 12;
/** So many problems, and no more, are measured: more have no place as full cards. */
const LARGE_AT_MOST = 24;
const NOBODY = Object.freeze({ problems: [], calm: [], total: 0 });

/** Owns one `[data-room]`; cards come and go through `draw`. */
export class Room {
  /** @type {Rect} */
  rect = { x: 0, y: 0, width: 0, height: 0 };
  /** @type {string[]} */
  #seats = [];
  #grids = "";
  #labelled = "";

  /**
   * @param {Page} page
   * @param {{name: RoomName, text: string, hint: string}} row of the table
   */
  constructor(page, { name, text, hint }) {
    this.page = page;
    this.name = name;
    this.ruler = page.rulers.bold;
    this.text = text;
    this.hint = hint;
    this.count = element("b", { class: "count" });
    this.hintLine = element("small", {}, hint);
    this.body = element("div", { class: "cards" });
    this.more = element("p", { class: "more", hidden: true });
    const title = element(
      "h2",
      { id: `room-${name}` },
      element("i", { class: "shape" }),
      element("span", {}, text),
    );
    const door = element("header", {}, element("div", {}, title, this.hintLine), this.count);
    this.element = element(
      "section",
      { class: "room", "data-room": name, "aria-labelledby": title.id },
      door,
      this.body,
    );
    this.body.append(this.more);
  }

  /**
   * Stand at `rect`, or nowhere.
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
    this.#writeDoor();
  }

  /** Where the cards begin, from the picture's corner, and the space they have: pixels. */
  get area() {
    const { sizes, unit } = this.page;
    const { x, y, width, height } = this.rect;
    const [pad, header] = [sizes.pad * unit, sizes.header * unit];
    return { x: x + pad, y: y + header, width: width - 2 * pad, height: Math.max(0, height - header - pad) };
  }

  /**
   * Write how many there are.
   * @param {string} text
   * @param {string} [hint]
   */
  say(text, hint = this.hint) {
    if (text === this.count.textContent && hint === this.hintLine.textContent) return;
    setText(this.count, text);
    setText(this.hintLine, hint);
    this.element.toggleAttribute("data-empty", text === "0" || text === "–");
    this.#writeDoor();
  }

  /**
   * Show a list in place of cards; `look` changes with what it says.
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

  /** The hint gives way where the room is too narrow for it. */
  #writeDoor() {
    const { sizes, unit } = this.page;
    const size = sizes.hint * unit;
    const count = (this.ruler.em(this.count.textContent ?? "") * sizes.count + sizes.pad) * unit;
    const width = this.rect.width - 2 * sizes.pad * unit - count;
    this.hintLine.hidden = this.ruler.em(this.hintLine.textContent ?? "") * size > width;
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
   * Names of groups take cells of their own, unless that would cost the containers theirs.
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
   * @param {Label[]} labels that take seats too
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
   * Give the sizes of the three parts to the stylesheet; returns a word that changes with what cards can say in them.
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
 * A card that goes to another room takes the focus with it.
 * @param {HTMLElement} body
 * @param {HTMLElement} card
 */
function moveIn(body, card) {
  const hadFocus = card === document.activeElement;
  body.append(card);
  if (hadFocus) card.focus({ preventScroll: true });
}

/**
 * Mark the cards of engines whose word is old.
 * @param {Element} root
 * @param {Set<string>} old names of engines
 */
export function markOld(root, old) {
  for (const card of root.querySelectorAll("[data-container]")) {
    setAttributes(card, { "data-old": old.has(card.getAttribute("data-engine") ?? "") });
  }
}
