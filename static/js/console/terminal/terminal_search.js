/** Search bar of a terminal: a field, previous, next, and the number of the match. */

import { element, setText } from "../../ui/dom.js";
import { gettext } from "../../core/i18n.js";
import { button } from "../console_parts.js";

/** A bar over the terminal. `open` shows it, Esc closes it. */
export class FindBar {
  /** @param {import("./screen.js").Screen} screen */
  constructor(screen) {
    this.screen = screen;
    this.input = element("input", {
      type: "search",
      autocomplete: "off",
      spellcheck: "false",
      "aria-label": gettext("Search in this console"),
      placeholder: gettext("Search"),
    });
    this.count = element("output", {});
    this.element = element(
      "div",
      { class: "find", role: "search" },
      this.input,
      this.count,
      button({
        word: gettext("Previous match (Shift-Enter)"),
        icon: "↑",
        act: "find-previous",
        press: () => this.#find("previous"),
      }),
      button({
        word: gettext("Next match (Enter)"),
        icon: "↓",
        act: "find-next",
        press: () => this.#find("next"),
      }),
      button({ word: gettext("Close"), icon: "✕", act: "find-close", press: () => this.close() }),
    );
    this.element.hidden = true;
    this.input.addEventListener("input", () => this.#find("first"));
    this.element.addEventListener("keydown", (event) => this.#press(event));
  }

  open() {
    this.element.hidden = false;
    this.input.focus();
    this.input.select();
  }

  close() {
    this.element.hidden = true;
    this.screen.search.clearDecorations();
    this.screen.terminal.focus();
  }

  /** @param {"next" | "previous" | "first"} which */
  #find(which) {
    const word = this.input.value;
    if (!word) {
      this.screen.terminal.clearSelection();
      return setText(this.count, "");
    }
    const { total, number } = this.screen.find(word, which);
    setText(
      this.count,
      total ? gettext("%(number)s of %(total)s", { number: number || "–", total }) : gettext("no matches"),
    );
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Enter" && event.target === this.input)
      this.#find(event.shiftKey ? "previous" : "next");
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }
}
