/** The card of one container on the lifecycle map. */

/** @import { Container } from "../../../types/wire.d.ts" */
/** @import { Page, Part } from "../../../types/view.d.ts" */
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
const LEAST_EM = 2.5;
const DOT = " · ";

/**
 * How a card is shown: `place` is the block of the room, `look` a key that changes with the cell sizes of the room.
 * @typedef {{isProblem: boolean, place: "problem" | "rest" | "calm", look: string}} Manner
 */

/** Owns the element of a card. `put` moves it, `show` writes its content, `tick` updates the age. */
export class Card {
  /** @type {Container | null} */
  #container = null;
  /** @type {Part | null} */
  #part = null;
  #look = "";
  #isProblem = false;
  #age = element("time");
  /** @type {number} */
  x = 0;
  y = 0;

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.rulers = page.rulers;
    this.element = page.wall
      ? element("div", { class: "card" })
      : element("a", { class: "card", tabindex: -1 });
  }

  get container() {
    return this.#container;
  }

  get part() {
    return this.#part;
  }

  /**
   * Move the card to a position in pixels from the room's first card.
   * @param {number} x
   * @param {number} y
   */
  put(x, y) {
    if (x === this.x && y === this.y) return;
    this.x = x;
    this.y = y;
    this.element.style.left = `${x}px`;
    this.element.style.top = `${y}px`;
  }

  /**
   * Write the content for `container` at the level of detail of `part`, if anything changed.
   * @param {Container} container
   * @param {Part} part
   * @param {Manner} manner
   */
  show(container, part, { isProblem, place, look }) {
    this.#part = part;
    const stamp = `${place} ${look}`;
    if (container === this.#container && isProblem === this.#isProblem && stamp === this.#look) return;
    this.#container = container;
    this.#isProblem = isProblem;
    this.#look = stamp;
    this.element.dataset["part"] = place;
    this.#writeAttributes(container, part);
    this.element.replaceChildren(...this.#content(container, part));
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
   * @param {Part} part
   */
  #writeAttributes(container, part) {
    setAttributes(this.element, {
      "data-container": container.name,
      "data-engine": container.engine,
      "data-id": container.id,
      "data-state": container.state,
      "data-health": container.health ?? "",
      "data-exit-code": container.exitCode ?? "",
      "data-level": part.level,
      "data-problem": this.#isProblem,
      "aria-label": this.page.wall ? null : this.#spoken(container),
      title: this.page.wall ? null : this.#spoken(container),
      href: this.page.wall
        ? null
        : `#${encodeURIComponent(container.engine)}/${encodeURIComponent(container.name)}`,
    });
  }

  /** @param {Container} container */
  #spoken(container) {
    const { name, room, project, pod } = container;
    const facts = [roomText(this.page.lifecycle, room), ...marksOf(container, this.#isProblem)];
    const words = [visible(name), ...facts, factOf(container, this.#isProblem), visible(container.image)];
    if (project) words.push(gettext("Compose project %(name)s", { name: visible(project) }));
    if (pod) words.push(gettext("pod %(name)s", { name: visible(pod) }));
    return [...new Set(words)].filter(Boolean).join(", ");
  }

  /**
   * @param {Container} container
   * @param {Part} part
   * @returns {Node[]}
   */
  #content(container, part) {
    if (part.level === "tile") return [];
    const inner = part.width - this.page.sizes.beside * this.page.unit;
    const name = element("b", {}, ...this.#name(visible(container.name), part, inner / part.name));
    if (part.level === "name") return [name];
    return [name, ...this.#facts(container, part, inner)];
  }

  /**
   * Return the name for one or two lines. It is broken after a separator if possible, else inside a word.
   * @param {string} name
   * @param {Part} part
   * @param {number} em width of a line, in em
   */
  #name(name, part, em) {
    const { bold } = this.rulers;
    if (part.nameLines === 1 || bold.em(name) <= em) return [bold.fit(name, em, 1)];
    const halves = halvesOf(name, (text) => bold.em(text), em);
    if (!halves) return [bold.fit(name, em * fullLines(2), 1)];
    return [bold.fit(halves[0], em, 1), element("br"), bold.fit(halves[1], em, 1)];
  }

  /**
   * @param {Container} container
   * @param {Part} part
   * @param {number} inner pixels
   */
  #facts(container, part, inner) {
    const width = (part.level === "problem" ? inner * fullLines(part.lines) : inner) / part.text;
    const marks = this.#marks(container, width - AGE_EM);
    const fact = this.#fact(container, width - this.rulers.bold.em(marks) - (marks ? 0.6 : 0) - AGE_EM);
    const mark = marks ? [element("i", {}, marks)] : [];
    const said = fact ? [element("span", {}, fact)] : [];
    const isDated = cardSince(container, this.#isProblem) !== null;
    if (part.level === "problem")
      return [element("p", {}, ...spaced([...mark, ...said], isDated), this.#age)];
    return [element("p", {}, ...said, element("span", {}, ...joined(mark, isDated), this.#age))];
  }

  /**
   * Return as many marks as fit, but at least the first.
   * @param {Container} container
   * @param {number} em available width, in em
   */
  #marks(container, em) {
    const marks = marksOf(container, this.#isProblem);
    while (marks.length > 1 && this.rulers.bold.em(marks.join(DOT)) > em) marks.pop();
    return marks.join(DOT);
  }

  /**
   * Return the full fact if it fits, else the short one. Returns an empty string if the space is too small for words.
   * @param {Container} container
   * @param {number} em available width, in em
   */
  #fact(container, em) {
    const full = factOf(container, this.#isProblem);
    if (this.rulers.plain.em(full) <= em) return full;
    return em < LEAST_EM ? "" : this.rulers.plain.fit(shortFactOf(container, this.#isProblem), em, 1);
  }
}

/**
 * Return the width of the text about a problem with marks and age, in em.
 * @param {Container} container
 * @param {Page["rulers"]} rulers
 */
export function problemEm(container, { bold, plain }) {
  return plain.em(factOf(container, true)) + bold.em(marksOf(container, true).join(DOT)) + 0.6 + AGE_EM;
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
