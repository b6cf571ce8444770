/** The card of one container on the lifecycle map. */

/** @import { Container } from "../../../types/wire.d.ts" */
/** @import { CellBlock, Page } from "../../../types/view.d.ts" */
import { element, setAttributes, setText } from "../ui/dom.js";
import { visible } from "../core/pure/format.js";
import { gettext } from "../core/i18n.js";
import { roomText } from "../core/lifecycle.js";
import { factOf, marksOf, shortFactOf } from "../core/container_words.js";
import { halvesOf } from "./pure/name_split.js";
import { cardSince } from "./scene.js";
import { fullLines } from "./pure/cell_shapes.js";

/** Width reserved for an age beside a fact, in em. */
const AGE_EM = 2.6;
/** Minimum width for a fact, in em. Without it the fact is left out. */
const MIN_FACT_EM = 2.5;
/** Space between the marks and the fact, in em. */
const MARK_GAP_EM = 0.6;
const DOT = " · ";

/**
 * How a card is shown: `blockName` is its block in the grid of the room; `sizeKey` changes with the cell sizes.
 * @typedef {{isProblem: boolean, blockName: "problem" | "rest" | "calm", sizeKey: string}} CardPlacement
 */

/** Owns the element of a card. `moveTo` moves it, `show` writes its content, `tick` updates the age. */
export class Card {
  /** @type {Container | null} */
  #container = null;
  /** @type {CellBlock | null} */
  #block = null;
  #shownAs = "";
  #isProblem = false;
  #age = element("time");
  /** @type {number} */
  x = 0;
  y = 0;

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.textMeasures = page.textMeasures;
    this.element = page.wall
      ? element("div", { class: "card" })
      : element("a", { class: "card", tabindex: -1 });
  }

  get container() {
    return this.#container;
  }

  get block() {
    return this.#block;
  }

  /**
   * Move the card to a position in pixels from the room's first card.
   * @param {number} x
   * @param {number} y
   */
  moveTo(x, y) {
    if (x === this.x && y === this.y) return;
    this.x = x;
    this.y = y;
    this.element.style.left = `${x}px`;
    this.element.style.top = `${y}px`;
  }

  /**
   * Write the content for `container` at the level of detail of `block`, if anything changed.
   * @param {Container} container
   * @param {CellBlock} block
   * @param {CardPlacement} placement
   */
  show(container, block, { isProblem, blockName, sizeKey }) {
    this.#block = block;
    const shownAs = `${blockName} ${sizeKey}`;
    if (container === this.#container && isProblem === this.#isProblem && shownAs === this.#shownAs) return;
    this.#container = container;
    this.#isProblem = isProblem;
    this.#shownAs = shownAs;
    this.element.dataset["part"] = blockName;
    this.#writeAttributes(container, block);
    this.element.replaceChildren(...this.#content(container, block));
    this.tick();
  }

  /** Update the age if it is shown. */
  tick() {
    const isShown = this.#container && this.#age.isConnected;
    const since = this.#container && isShown ? cardSince(this.#container, this.#isProblem) : null;
    const { clock, format } = this.page;
    setText(this.#age, since ? format.age(clock.now() - Date.parse(since)) : "");
  }

  /**
   * @param {Container} container
   * @param {CellBlock} block
   */
  #writeAttributes(container, block) {
    setAttributes(this.element, {
      "data-container": container.name,
      "data-engine": container.engine,
      "data-id": container.id,
      "data-state": container.state,
      "data-health": container.health ?? "",
      "data-exit-code": container.exitCode ?? "",
      "data-level": block.level,
      "data-problem": this.#isProblem,
      "aria-label": this.page.wall ? null : this.#description(container),
      title: this.page.wall ? null : this.#description(container),
      href: this.page.wall
        ? null
        : `#${encodeURIComponent(container.engine)}/${encodeURIComponent(container.name)}`,
    });
  }

  /** @param {Container} container */
  #description(container) {
    const { name, room, project, pod } = container;
    const facts = [roomText(this.page.lifecycle, room), ...marksOf(container, this.#isProblem)];
    const words = [visible(name), ...facts, factOf(container, this.#isProblem), visible(container.image)];
    if (project) words.push(gettext("project %(name)s", { name: visible(project) }));
    if (pod) words.push(gettext("pod %(name)s", { name: visible(pod) }));
    return [...new Set(words)].filter(Boolean).join(", ");
  }

  /**
   * @param {Container} container
   * @param {CellBlock} block
   * @returns {Node[]}
   */
  #content(container, block) {
    if (block.level === "tile") return [];
    const inner = block.width - this.page.sizes.cardInset * this.page.unit;
    const name = element("b", {}, ...this.#name(visible(container.name), block, inner / block.name));
    if (block.level === "name") return [name];
    return [name, ...this.#facts(container, block, inner)];
  }

  /**
   * Return the name for one or two lines. It is broken after a separator if possible, else inside a word.
   * @param {string} name
   * @param {CellBlock} block
   * @param {number} em width of a line, in em
   */
  #name(name, block, em) {
    const { bold } = this.textMeasures;
    if (block.nameLines === 1 || bold.em(name) <= em) return [bold.shorten(name, em, 1)];
    const halves = halvesOf(name, (text) => bold.em(text), em);
    if (!halves) return [bold.shorten(name, em * fullLines(2), 1)];
    return [bold.shorten(halves[0], em, 1), element("br"), bold.shorten(halves[1], em, 1)];
  }

  /**
   * @param {Container} container
   * @param {CellBlock} block
   * @param {number} inner pixels
   */
  #facts(container, block, inner) {
    const width = (block.level === "problem" ? inner * fullLines(block.lines) : inner) / block.text;
    const marks = this.#marks(container, width - AGE_EM);
    const fact = this.#fact(
      container,
      width - this.textMeasures.bold.em(marks) - (marks ? MARK_GAP_EM : 0) - AGE_EM,
    );
    const mark = marks ? [element("i", {}, marks)] : [];
    const facts = fact ? [element("span", {}, fact)] : [];
    const isDated = cardSince(container, this.#isProblem) !== null;
    if (block.level === "problem")
      return [element("p", {}, ...spaced([...mark, ...facts], isDated), this.#age)];
    return [element("p", {}, ...facts, element("span", {}, ...joined(mark, isDated), this.#age))];
  }

  /**
   * Return as many marks as fit, but at least the first.
   * @param {Container} container
   * @param {number} em available width, in em
   */
  #marks(container, em) {
    const marks = marksOf(container, this.#isProblem);
    while (marks.length > 1 && this.textMeasures.bold.em(marks.join(DOT)) > em) marks.pop();
    return marks.join(DOT);
  }

  /**
   * Return the full fact if it fits, else the short one. Returns an empty string if the space is too small for words.
   * @param {Container} container
   * @param {number} em available width, in em
   */
  #fact(container, em) {
    const full = factOf(container, this.#isProblem);
    if (this.textMeasures.plain.em(full) <= em) return full;
    return em < MIN_FACT_EM
      ? ""
      : this.textMeasures.plain.shorten(shortFactOf(container, this.#isProblem), em, 1);
  }
}

/**
 * Return the width of the text about a problem with marks and age, in em.
 * @param {Container} container
 * @param {Page["textMeasures"]} textMeasures
 */
export function problemEm(container, { bold, plain }) {
  return (
    plain.em(factOf(container, true)) + bold.em(marksOf(container, true).join(DOT)) + MARK_GAP_EM + AGE_EM
  );
}

/**
 * Put a space between words, and a wide space before an age. A space leaves nothing visible where the line breaks.
 * @param {Node[]} words
 * @param {boolean} isDated
 */
function spaced(words, isDated) {
  return words.flatMap((word, index) => [
    word,
    index < words.length - 1 ? " " : isDated ? element("span", { class: "wide" }, " ") : "",
  ]);
}

/**
 * Put a space between words, and a dot before an age. The dot stays on the line of the last word.
 * @param {Node[]} words
 * @param {boolean} isDated
 */
function joined(words, isDated) {
  return words.flatMap((word, index) => [word, index < words.length - 1 ? " " : isDated ? "\u00a0· " : ""]);
}
