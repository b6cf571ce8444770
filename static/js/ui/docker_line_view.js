/** Shows a docker command with a Copy button. */

import { element, setText } from "./dom.js";
import { visible } from "../core/pure/format.js";
import { gettext } from "../core/i18n.js";

const SHOWN_MS = 1500;

/**
 * Return a button that copies the result of `text()` on click and shows "Copied" for a moment.
 * @param {() => string} text
 */
export function copyButton(text) {
  const button = element("button", { type: "button", class: "copy" }, gettext("Copy"));
  button.addEventListener("click", () => void copy(button, text()));
  return button;
}

/** A docker command in a monospace font with a Copy button. `write` replaces the command. */
export class DockerLine {
  #line = "";

  /** @param {string} [line] */
  constructor(line = "") {
    this.code = element("code", { translate: "no" });
    this.element = element(
      "p",
      { class: "docker-line" },
      this.code,
      copyButton(() => this.#line),
    );
    this.write(line);
  }

  get line() {
    return this.#line;
  }

  /** @param {string} line */
  write(line) {
    this.#line = line;
    setText(this.code, visible(line));
    this.element.toggleAttribute("data-empty", !line);
  }
}

/**
 * @param {HTMLElement} button
 * @param {string} text
 */
async function copy(button, text) {
  const copied = await navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
  if (copied) return flash(button, gettext("Copied"));
  select(button.previousElementSibling);
  flash(button, gettext("Press Ctrl-C"));
}

/**
 * @param {HTMLElement} button
 * @param {string} word
 */
function flash(button, word) {
  setText(button, word);
  setTimeout(() => setText(button, gettext("Copy")), SHOWN_MS);
}

/** Select the text of `of`, for a browser that does not allow writing to the clipboard. @param {Element | null} of */
function select(of) {
  if (of) getSelection()?.selectAllChildren(of);
}
