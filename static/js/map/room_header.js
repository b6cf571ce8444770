/** The header of a room: state symbol, name, hint and count. */

/** @import { Room } from "../../../types/wire.d.ts" */
/** @import { Page } from "../../../types/view.d.ts" */
import { element, setText } from "../ui/dom.js";

/** Owns the `<header>` of one room. */
export class RoomHeader {
  #width = 0;

  /**
   * @param {Page} page
   * @param {{name: Room, text: string, hint: string}} row of the lifecycle table
   */
  constructor(page, { name, text, hint }) {
    this.page = page;
    this.hint = hint;
    this.count = element("b", { class: "count" });
    this.hintLine = element("small", {}, hint);
    this.title = element(
      "h2",
      { id: `room-${name}` },
      element("i", { class: "shape" }),
      element("span", {}, text),
    );
    this.element = element("header", {}, element("div", {}, this.title, this.hintLine), this.count);
  }

  /**
   * Set the width of the room.
   * @param {number} width pixels
   */
  place(width) {
    this.#width = width;
    this.#fitHint();
  }

  /**
   * Write the count, and a hint in place of the usual one. Returns whether anything changed.
   * @param {string} count
   * @param {string} [hint]
   */
  write(count, hint = this.hint) {
    if (count === this.count.textContent && hint === this.hintLine.textContent) return false;
    setText(this.count, count);
    setText(this.hintLine, hint);
    this.#fitHint();
    return true;
  }

  /** Hide the hint if the header is too narrow for it. */
  #fitHint() {
    const { sizes, unit, textMeasures } = this.page;
    const size = sizes.hintFont * unit;
    const count = (textMeasures.bold.em(this.count.textContent ?? "") * sizes.countFont + sizes.pad) * unit;
    const width = this.#width - 2 * sizes.pad * unit - count;
    this.hintLine.hidden = textMeasures.bold.em(this.hintLine.textContent ?? "") * size > width;
  }
}
