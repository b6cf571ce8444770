/** List of log lines with a limit. It follows the end of the log until the user scrolls up. */

/** @import { LogLine } from "../../../types/wire.d.ts" */
import { element, setText } from "../ui/dom.js";
import { visible } from "../core/pure/format.js";
import { gettext, ngettext } from "../core/i18n.js";
import { spansOf } from "./pure/ansi.js";

export const LINES_AT_MOST = 5000;
/** A second limit for logs with long lines. */
const CHARACTERS_AT_MOST = 4_000_000;
const NEAR_END_PX = 40;
/** Input events that scroll. A `scroll` event alone can also come from the browser after a layout. */
const HANDS = /** @type {const} */ (["wheel", "touchmove", "keydown", "pointerdown"]);

/** Owns the list. `test` finds lines; with `isFilter` the other lines are hidden. */
export class LogLines {
  /** @type {((text: string) => boolean) | null} */
  #test = null;
  #isFilter = false;
  #new = 0;
  #isPaused = false;
  /** Whether the user has scrolled, or jumped to a line, since the list was last at the end. */
  #isHeld = false;
  #count = 0;
  #characters = 0;

  /** @param {ReturnType<typeof import("../core/pure/format.js").createFormat>} format */
  constructor(format) {
    this.format = format;
    this.list = element("ol", { class: "lines" });
    const role = { role: "log", "aria-live": "off", "aria-label": gettext("Log") };
    this.scroll = element("div", { class: "scroll", tabindex: 0, ...role }, this.list);
    this.more = element("button", { type: "button", class: "more-lines", hidden: true });
    this.element = element("div", { class: "log" }, this.scroll, this.more);
    this.more.addEventListener("click", () => this.toEnd());
    this.scroll.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    for (const hand of HANDS)
      this.scroll.addEventListener(hand, () => (this.#isHeld = true), { passive: true });
  }

  /** The number of lines and of matching lines. */
  get counts() {
    const found = this.#test ? this.list.querySelectorAll("[data-found]").length : 0;
    return { all: this.#count, found };
  }

  /** @param {LogLine[]} lines @param {number} skipped number of lines that the server skipped before these */
  add(lines, skipped) {
    const made = lines.map((line) => this.#line(line));
    const gap = skipped
      ? [divider(ngettext("%(count)s line skipped", "%(count)s lines skipped", skipped))]
      : [];
    this.list.append(...gap, ...made);
    this.#count += lines.length;
    for (const { text } of lines) this.#characters += text.length;
    this.#drop();
    if (!this.#isPaused) return this.toEnd();
    this.#new += lines.length;
    this.more.hidden = false;
    setText(this.more, ngettext("%(count)s new line ↓", "%(count)s new lines ↓", this.#new));
  }

  /** Add a notice between the lines. @param {string} text */
  addNotice(text) {
    if (this.list.lastElementChild?.textContent === text) return;
    this.list.append(divider(text));
    if (!this.#isPaused) this.toEnd();
  }

  clear() {
    this.list.replaceChildren();
    this.#count = 0;
    this.#characters = 0;
    this.toEnd();
  }

  toEnd() {
    this.#isPaused = false;
    this.#isHeld = false;
    this.#drop();
    this.#new = 0;
    this.more.hidden = true;
    this.scroll.scrollTop = this.scroll.scrollHeight;
  }

  /** @param {((text: string) => boolean) | null} test @param {boolean} isFilter */
  find(test, isFilter) {
    this.#test = test;
    this.#isFilter = isFilter;
    for (const item of this.list.children) this.#mark(/** @type {HTMLElement} */ (item));
  }

  /** Select the next or the previous match. Returns its number, 0 if there is none. @param {number} step */
  next(step) {
    const found = [...this.list.querySelectorAll("[data-found]")];
    if (!found.length) return 0;
    const at = found.findIndex((item) => item.hasAttribute("data-here"));
    found[at]?.removeAttribute("data-here");
    this.#isHeld = true;
    const to = at < 0 ? (step > 0 ? 0 : found.length - 1) : (at + step + found.length) % found.length;
    found[to]?.setAttribute("data-here", "");
    found[to]?.scrollIntoView({ block: "center" });
    return to + 1;
  }

  /** Scroll to the first line at or after a time (RFC 3339). Returns whether there is one. @param {string} at */
  goTo(at) {
    const item = [...this.list.children].find((one) => (one.getAttribute("data-at") ?? "") >= at);
    if (item) this.#isPaused = this.#isHeld = true; // set before the scroll event, because new lines would scroll to the end
    item?.scrollIntoView({ block: "start" });
    return Boolean(item);
  }

  #drop() {
    const times = this.#isPaused ? 2 : 1;
    const isTooMuch = () =>
      this.list.childElementCount > LINES_AT_MOST * times || this.#characters > CHARACTERS_AT_MOST * times;
    while (isTooMuch() && this.list.childElementCount > 1) this.#dropFirst();
    this.#count = Math.min(this.#count, this.list.childElementCount);
  }

  #dropFirst() {
    const first = this.list.firstElementChild;
    this.#characters -= Number(first?.getAttribute("data-size") ?? 0);
    first?.remove();
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroll;
    const isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    if (!isAtEnd) this.#isPaused ||= this.#isHeld;
    else if (this.#isPaused) this.toEnd();
  }

  /** @param {LogLine} line */
  #line({ at, stream, text, cut }) {
    const time = at ? this.format.clock(Date.parse(at)) : "";
    const full = at ? this.format.full(Date.parse(at)) : "";
    const parts = spansOf(text).map(({ text: part, classes }) =>
      classes.length ? element("span", { class: classes.join(" ") }, visible(part)) : visible(part),
    );
    const more = cut ? [element("i", {}, ` … ${gettext("truncated")}`)] : [];
    const item = element(
      "li",
      { "data-at": at, "data-stream": stream, "data-size": text.length },
      element("time", { datetime: at, title: full, "data-full": full }, time),
      element("b", {}, stream === "stderr" ? "err" : ""),
      element("span", { class: "text" }, ...parts, ...more),
    );
    this.#mark(item);
    return item;
  }

  /** @param {HTMLElement} item */
  #mark(item) {
    const text = item.querySelector(".text")?.textContent;
    const isFound = Boolean(this.#test && text !== undefined && text !== null && this.#test(text));
    item.toggleAttribute("data-found", isFound);
    item.removeAttribute("data-here");
    item.hidden = Boolean(this.#test && this.#isFilter && !isFound && item.dataset["at"] !== undefined);
  }
}

/** @param {string} text */
function divider(text) {
  return element("li", { class: "divider" }, text);
}
