/** Form of the create dialog: sections of parts that together give the body of the request. */

/** @import { Create } from "../../../types/images.d.ts" */
/** @import { Part, Section } from "../../../types/create.d.ts" */
import { element, setText } from "../ui/dom.js";
import { firstParts, sections, tickParts } from "./form_sections.js";
import { isSet, slim } from "./pure/form_values.js";

const BRIEF_AT_MOST = 80;
/** Values of these fields can be secret, so the summary shows only their keys. */
const SECRET = new Set(["env"]);

/** Owns all parts except the image. `fill` shows values, `read` returns them. */
export class Form {
  #first = firstParts();
  #ticks = tickParts();
  #folds = sections().map((section) => new Fold(section));

  /** @param {HTMLElement} image element of the image part, shown first */
  constructor(image) {
    const [name, ...others] = this.#first;
    this.element = element(
      "div",
      { class: "parts" },
      element("div", { class: "pair" }, image, name?.element ?? ""),
      ...others.map((part) => part.element),
      element("div", { class: "ticks" }, ...this.#ticks.map((part) => part.element)),
      element("div", {}, ...this.#folds.map((fold) => fold.element)),
    );
  }

  /** @returns {Part[]} */
  get #parts() {
    return [...this.#first, ...this.#ticks, ...this.#folds.flatMap(({ section }) => section.parts)];
  }

  /** @returns {Partial<Create>} */
  read() {
    return slim(Object.assign({}, ...this.#parts.map((part) => part.read())));
  }

  /**
   * Fill the form. Sections with values are unfolded.
   * @param {Partial<Create>} create
   */
  fill(create) {
    for (const part of this.#parts) part.write(create);
    for (const fold of this.#folds) fold.unfold();
    this.write();
  }

  /** Update the summaries of the folded sections. */
  write() {
    for (const fold of this.#folds) fold.write();
  }

  /** Remove all error texts. */
  clear() {
    for (const part of this.#parts) part.fail("");
  }

  /**
   * Show an error at its field. Returns the part, undefined if no part has this field.
   * @param {string | null | undefined} name of the field
   * @param {string} why
   */
  fail(name, why) {
    const part = this.#parts.find(({ names }) => names.some((one) => one === name));
    const fold = this.#folds.find(({ section }) => part && section.parts.includes(part));
    if (fold) fold.element.open = true;
    part?.fail(why);
    return part;
  }

  /** @param {string} name */
  focus(name) {
    this.#parts.find(({ names }) => names.some((one) => one === name))?.focus();
  }
}

/** A section that can be folded. Its summary lists the values in it. */
class Fold {
  /** @param {Section} section */
  constructor(section) {
    this.section = section;
    this.brief = element("small");
    const note = section.note ? [element("p", { class: "hint" }, section.note)] : [];
    const parts = section.parts.map((part) => part.element);
    this.element = element(
      "details",
      { class: section.isUnsafe ? "fold unsafe" : "fold" },
      element("summary", {}, element("span", {}, section.title), this.brief),
      element("div", { class: "stack" }, ...note, ...parts),
    );
  }

  unfold() {
    this.element.open = this.section.parts.some((part) => Object.values(part.read()).some(isSet));
  }

  write() {
    const given = this.section.parts.flatMap((part) => Object.entries(part.read()));
    const words = given.map(([name, value]) => briefly(name, value)).join(", ");
    setText(this.brief, words.length > BRIEF_AT_MOST ? `${words.slice(0, BRIEF_AT_MOST)}…` : words);
  }
}

/** @param {string} name @param {unknown} value */
function briefly(name, value) {
  if (value === true) return name;
  if (Array.isArray(value)) return value.join(" ");
  if (typeof value !== "object" || !value) return String(value);
  const pairs = Object.entries(value);
  return pairs.map(([key, one]) => (SECRET.has(name) ? key : `${key}=${one}`)).join(" ");
}
