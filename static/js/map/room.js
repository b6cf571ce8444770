/** One room of the lifecycle map: its header and its cards. */

/** @import { Container, Room as RoomName } from "../../../types/wire.d.ts" */
/** @import { CardGrid, CellBlock, Page, Rect, RoomScene } from "../../../types/view.d.ts" */
import { element, setAttributes, setText } from "../ui/dom.js";
import { visible } from "../core/pure/format.js";
import { ngettext } from "../core/i18n.js";
import { keyOf } from "../core/pure/store.js";
import { problemEm } from "./container_card.js";
import { cardGrid, cellAt } from "./pure/card_grid.js";
import { cardSlots, labelElements, labelsOf } from "./card_groups.js";
import { halfOf } from "./pure/name_split.js";
import { RoomHeader } from "./room_header.js";
import { stableOrder } from "./pure/stable_order.js";

/** @typedef {import("./container_card.js").Card} Card */
/** @typedef {import("./card_groups.js").GroupLabel} GroupLabel */
/** @typedef {(container: Container) => Card} CardOf */

/** Names longer than this, in em, do not make cards wider. They are shortened. */
const MAX_NAME_EM = 12;
/** Only this many problems are measured, because no room has space for more full cards. */
const MAX_MEASURED = 24;
const EMPTY_SCENE = Object.freeze({ problems: [], calm: [], total: 0 });

/** Owns one `[data-room]` element. `draw` writes its cards, `showList` a list in their place. */
export class Room {
  /** @type {Rect} */
  rect = { x: 0, y: 0, width: 0, height: 0 };
  /** @type {string[]} */
  #tileOrder = [];
  #contentKey = "";
  #labelKey = "";

  /**
   * @param {Page} page
   * @param {{name: RoomName, text: string, hint: string}} row of the lifecycle table
   */
  constructor(page, row) {
    this.page = page;
    this.name = row.name;
    this.textMeasure = page.textMeasures.bold;
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
  get cardArea() {
    const { sizes, unit } = this.page;
    const { x, y, width, height } = this.rect;
    const [pad, header] = [sizes.pad * unit, sizes.headerHeight * unit];
    return { x: x + pad, y: y + header, width: width - 2 * pad, height: Math.max(0, height - header - pad) };
  }

  /**
   * Write the count, and a hint in place of the usual one.
   * @param {string} text
   * @param {string} [hint]
   */
  writeCount(text, hint) {
    if (this.header.write(text, hint))
      this.element.toggleAttribute("data-empty", text === "0" || text === "–");
  }

  /**
   * Show a list in place of cards, if `key` differs from the last call.
   * @param {HTMLElement[]} items
   * @param {string} key
   * @param {boolean} isEmpty
   */
  showList(items, key, isEmpty) {
    if (key === this.#contentKey) return;
    this.#contentKey = key;
    this.body.replaceChildren(element("ul", {}, ...items));
    this.element.toggleAttribute("data-empty", isEmpty);
  }

  /**
   * Draw all containers of the room.
   * @param {RoomScene | undefined} scene
   * @param {{cardOf: CardOf, hidesCalm: boolean}} how
   */
  draw(scene = EMPTY_SCENE, { cardOf, hidesCalm }) {
    const { problems } = scene;
    const calm = hidesCalm ? [] : scene.calm;
    const { labels, cells } = this.#cells(problems, calm);
    const sizeKey = this.#writeSizes(cells);
    this.#writeMore(cells);
    const large = cells.problem.count;
    const isProblem = true;
    const fullCards = problems.slice(0, large);
    this.#fill(cells.problem, fullCards, cardOf, { isProblem, sizeKey, blockName: "problem" });
    this.#fill(cells.rest, problems.slice(large), cardOf, { isProblem, sizeKey, blockName: "rest" });
    this.#label(labels, cells.calm, this.#contentKey);
    const placement = { isProblem: false, sizeKey, blockName: /** @type {const} */ ("calm") };
    this.#fill(cells.calm, this.#inStableOrder(cells.calm, calm), cardOf, placement, labels);
  }

  /**
   * Return the cells of the room. Group labels get cells of their own, unless the cells would then be tiles.
   * @param {Container[]} problems
   * @param {Container[]} calm
   */
  #cells(problems, calm) {
    const { sizes, unit, settings } = this.page;
    const widths = this.#textWidths(problems, calm);
    const room = { ...this.cardArea, sizes, unit, problems: problems.length, ...widths };
    const labels = settings.isGrouped ? labelsOf(calm) : [];
    const cells = cardGrid({ ...room, calm: calm.length + labels.length });
    if (!labels.length || cells.calm.level !== "tile") return { labels, cells };
    return { labels: [], cells: cardGrid({ ...room, calm: calm.length }) };
  }

  /**
   * @param {Container[]} problems
   * @param {Container[]} calm
   */
  #textWidths(problems, calm) {
    const em = (/** @type {string} */ text) => this.textMeasure.em(text);
    const named = calm.length > 200 ? problems : [...problems, ...calm];
    const longest = named.reduce((most, { name }) => Math.max(most, em(visible(name))), 0);
    const large = problems.slice(0, MAX_MEASURED);
    return {
      nameEm: Math.min(MAX_NAME_EM, Math.ceil(longest)),
      problemNameEm: Math.max(0, ...large.map(({ name }) => em(visible(name)))),
      problemHalfEm: Math.max(0, ...large.map(({ name }) => halfOf(visible(name), em))),
      problemTextEm: Math.max(0, ...large.map((container) => problemEm(container, this.page.textMeasures))),
    };
  }

  /**
   * @param {CellBlock} block
   * @param {Container[]} containers
   */
  #inStableOrder(block, containers) {
    if (block.level !== "tile" || this.page.settings.isGrouped) return containers;
    const byKey = new Map(containers.map((container) => [keyOf(container), container]));
    this.#tileOrder = stableOrder(this.#tileOrder, [...byKey.keys()]);
    return this.#tileOrder.flatMap((key) => byKey.get(key) ?? []);
  }

  /**
   * @param {CellBlock} block
   * @param {Container[]} containers
   * @param {CardOf} cardOf
   * @param {import("./container_card.js").CardPlacement} placement
   * @param {GroupLabel[]} labels labels that also occupy cells
   */
  #fill(block, containers, cardOf, placement, labels = []) {
    if (!block.count) return;
    const slots = labels.length ? cardSlots(containers.length, labels) : null;
    containers.forEach((container, index) => {
      const card = cardOf(container);
      if (card.element.parentNode !== this.body) appendCard(this.body, card.element);
      card.show(container, block, placement);
      const [x, y] = cellAt(block, slots?.[index] ?? index);
      card.moveTo(x, y);
    });
  }

  /**
   * @param {GroupLabel[]} labels
   * @param {CellBlock} block
   * @param {string} sizeKey
   */
  #label(labels, block, sizeKey) {
    const written = labels.length ? JSON.stringify([labels, sizeKey]) : "";
    if (written === this.#labelKey) return;
    this.#labelKey = written;
    for (const label of this.body.querySelectorAll(".group")) label.remove();
    this.body.append(...labelElements(labels, block, this.textMeasure));
  }

  /**
   * Write the sizes of the three blocks as CSS properties. Returns a key that changes when cards must be written again.
   * @param {CardGrid} cells
   */
  #writeSizes({ problem, rest, calm }) {
    const blocks = [problem, rest, calm];
    const sizeKey = blocks
      .map(({ level, width, name, text, lines, nameLines }) =>
        [level, width, name, text, lines, nameLines].join(),
      )
      .join("|");
    const contentKey = `${sizeKey} ${blocks.map(({ height }) => height).join()}`;
    if (contentKey === this.#contentKey) return sizeKey;
    this.#contentKey = contentKey;
    for (const [prefix, block] of Object.entries({ problem, rest, calm })) {
      for (const side of /** @type {const} */ (["width", "height", "name", "text"])) {
        this.body.style.setProperty(`--${prefix}-${side}`, `${block[side]}px`);
      }
    }
    return sizeKey;
  }

  /** @param {CardGrid} cells */
  #writeMore({ more }) {
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
function appendCard(body, card) {
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
