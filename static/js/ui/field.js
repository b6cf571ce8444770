/** Form fields: a label, an input, a hint and an error message. */

import { gettext } from "../core/i18n.js";
import { element, setAttributes, setText } from "./dom.js";

/** @typedef {import("./dom.js").Attributes} Attributes */
/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Input */

/**
 * A labelled input with a hint and an error message.
 * @template {Input} [Control=HTMLInputElement]
 */
export class Field {
  /**
   * @param {string} label
   * @param {Control} input its `id` is the prefix of the other ids
   * @param {string} [hint]
   */
  constructor(label, input, hint = "") {
    this.input = input;
    this.hint = element("small", { id: `${input.id}-hint` }, hint);
    this.wrong = element("span", { id: `${input.id}-wrong`, class: "wrong" });
    setAttributes(input, { "aria-describedby": `${this.wrong.id} ${this.hint.id}` });
    this.element = element(
      "div",
      { class: "field" },
      element("label", { for: input.id }, label),
      input,
      this.wrong,
      this.hint,
    );
  }

  get value() {
    return this.input.value.trim();
  }

  set value(value) {
    this.input.value = value;
  }

  /** Show the error `why`; an empty string clears it. @param {string} why */
  fail(why) {
    setText(this.wrong, why);
    setAttributes(this.input, { "aria-invalid": why ? "true" : null });
  }
}

/**
 * Return a placeholder with an example, which does not look like a value.
 * @param {string} example
 */
export function exampleText(example) {
  return gettext("e.g. %(example)s", { example });
}

/**
 * Return a text input without autocomplete, autocapitalization and spell checking.
 * @param {string} id
 * @param {Attributes} [attributes]
 */
export function textInput(id, attributes = {}) {
  return element("input", {
    id,
    type: "text",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    ...attributes,
  });
}

/**
 * Return a `<select>` with the options.
 * @param {string} id
 * @param {{value: string, text: string}[]} options
 */
export function choice(id, options) {
  return element("select", { id }, ...options.map(({ value, text }) => element("option", { value }, text)));
}

/**
 * Return a checkbox and its label element.
 * @param {string} id
 * @param {string} label
 * @param {string} [hint]
 */
export function tick(id, label, hint = "") {
  const input = element("input", { id, type: "checkbox" });
  const words = element("span", {}, label, ...(hint ? [" ", element("small", {}, hint)] : []));
  return { input, element: element("label", { class: "check", for: id }, input, words) };
}
