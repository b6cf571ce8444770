/** One container on the picture: a single element, written only where it differs. */

/** @import { Container } from "../../../types/wire.d.ts" */
/** @import { Page, Part } from "../../../types/view.d.ts" */
import { element, setAttributes, setText } from "../ui/dom.js";
import { visible } from "../core/format.js";
import { gettext } from "../core/i18n.js";
import { roomText } from "../core/lifecycle.js";
import { factOf, marksOf, shortFactOf } from "../core/container_words.js";
import { halvesOf } from "./name_split.js";
import { cardSince } from "./scene.js";
import { fullLines } from "./cell_shapes.js";

/** What an age takes beside a fact, in widths of its font. */
const AGE_EM = 2.6;
/** Less than this is no place for words. */
const LEAST_EM = 2.5;
const DOT = " · ";

/**
 * How a card is shown: `place` says in which block of its room, `look` changes with everything that its cards share.
 * @typedef {{isProblem: boolean, place: "problem" | "rest" | "calm", look: string}} Manner
 */

/** `put` moves it, `show` writes what it says, `tick` its age. */
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
   * Move to a corner, in pixels from the room's first card.
   * @param {number} x
   * @param {number} y
   */
  put(x, y) {
    if (x === this.x && y === this.y) return;
    this.x = x;
    this.y = y;
    this.element.style.transform = `translate(${x}px, ${y}px)`;
  }

  /**
   * Say what `container` is, at the level of `part`.
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

  /** Write the age, if it is shown and another than before. */
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
   * The name in its lines, parted where it has a joint; torn inside a word only where no joint helps.
   * @param {string} name
   * @param {Part} part
   * @param {number} em of a line
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
   * As many marks as there is place for, the first always.
   * @param {Container} container
   * @param {number} em what there is, in widths of its font
   */
  #marks(container, em) {
    const marks = marksOf(container, this.#isProblem);
    while (marks.length > 1 && this.rulers.bold.em(marks.join(DOT)) > em) marks.pop();
    return marks.join(DOT);
  }

  /**
   * The fact in full where it has place, else in few words; none where there is no place for words.
   * @param {Container} container
   * @param {number} em what there is, in widths of its font
   */
  #fact(container, em) {
    const full = factOf(container, this.#isProblem);
    if (this.rulers.plain.em(full) <= em) return full;
    return em < LEAST_EM ? "" : this.rulers.plain.fit(shortFactOf(container, this.#isProblem), em, 1);
  }
}

/**
 * Return what a problem's sentence takes, in widths of its font.
 * @param {Container} container
 * @param {Page["rulers"]} rulers
 */
export function problemEm(container, { bold, plain }) {
  return plain.em(factOf(container, true)) + bold.em(marksOf(container, true).join(DOT)) + 0.6 + AGE_EM;
}

/**
 * Put a space between words and a wide one before an age, which leaves nothing behind where the line breaks there.
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
 * Put a space between words, and a dot that stays with the last of them before an age.
 * @param {Node[]} words
 * @param {boolean} isDated
 */
function joined(words, isDated) {
  return words.flatMap((word, index) => [word, index < words.length - 1 ? " " : isDated ? "\u00a0· " : ""]);
}
