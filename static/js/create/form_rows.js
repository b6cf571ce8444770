/** Form parts for lists: rows of one input, or of two for a key and its value. The last row is empty. */

/** @import { Part } from "../../../types/create.d.ts" */
/** @import { FieldName } from "../../../types/create.d.ts" */
import { exampleText } from "../ui/field.js";
import { element, setAttributes, setText } from "../ui/dom.js";
import { gettext } from "../core/i18n.js";
import { idOf } from "./form_parts.js";
import { pairsOf } from "./pure/form_values.js";

const ROWS_AT_MOST = 256;

/**
 * @typedef {object} Words
 * @property {FieldName} name
 * @property {string} label
 * @property {string} item name of one row for a screen reader
 * @property {string} [hint]
 * @property {string[]} placeholders one for each input of a row
 * @property {string} [list] id of a datalist
 */

/** Rows of inputs under one label. */
class Rows {
  /** @param {Words} words @param {(text: string) => string[][]} split turns pasted text into rows */
  constructor({ name, label, item, hint = "", placeholders }, split) {
    this.item = item;
    this.placeholders = placeholders;
    this.split = split;
    this.list = element("ul", { class: "rows" });
    this.wrong = element("span", { class: "wrong", id: `${idOf(name)}-wrong` });
    const title = element("span", { class: "label", id: idOf(name) }, label);
    this.element = element(
      "div",
      { class: "field", role: "group", "aria-labelledby": title.id, "aria-describedby": this.wrong.id },
      title,
      this.list,
      this.wrong,
      element("small", {}, hint),
    );
    this.list.addEventListener("input", () => this.#grow());
    this.list.addEventListener("paste", (event) => this.#paste(event));
    this.#add([]);
  }

  /** The rows that are not blank. @returns {string[][]} */
  get values() {
    return this.#rows.map(textsOf).filter((row) => row.some((text) => text.trim()));
  }

  set values(rows) {
    this.list.replaceChildren();
    for (const row of rows.slice(0, ROWS_AT_MOST)) this.#add(row);
    this.#add([]);
  }

  get #rows() {
    return /** @type {HTMLElement[]} */ ([...this.list.children]);
  }

  /** @param {string} why */
  fail(why) {
    setText(this.wrong, why);
    for (const input of this.list.querySelectorAll("input"))
      setAttributes(input, { "aria-invalid": why && input.value ? "true" : null });
  }

  focus() {
    this.list.querySelector("input")?.focus();
  }

  /** @param {string[]} texts */
  #add(texts) {
    const inputs = this.placeholders.map((placeholder, index) => {
      const input = element("input", {
        class: "mono",
        type: "text",
        autocomplete: "off",
        autocapitalize: "off",
        spellcheck: "false",
        placeholder: this.placeholders.length > 1 ? placeholder : exampleText(placeholder),
        "aria-label": `${this.item} ${placeholder}`,
      });
      input.value = texts[index] ?? "";
      return input;
    });
    const away = element(
      "button",
      { type: "button", class: "plain", "aria-label": gettext("Remove this row") },
      "✕",
    );
    const row = element("li", {}, ...inputs, away);
    away.addEventListener("click", () => this.#remove(row));
    this.list.append(row);
  }

  /** @param {HTMLElement} row */
  #remove(row) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    this.#grow();
    (next?.isConnected ? next : this.list).querySelector("input")?.focus();
    this.list.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Keep one empty row at the end, up to the limit. */
  #grow() {
    const last = this.#rows.at(-1);
    if ((!last || textsOf(last).some(Boolean)) && this.#rows.length < ROWS_AT_MOST) this.#add([]);
  }

  /** Turn pasted lines into rows that replace the current row. @param {ClipboardEvent} event */
  #paste(event) {
    const text = event.clipboardData?.getData("text") ?? "";
    const pasted = this.split(text);
    const isWhole = pasted.length > 1 || pasted.some((row) => row.length > 1 && row[1]);
    const row = event.target instanceof Element ? event.target.closest("li") : null;
    const isFirst = event.target === row?.querySelector("input");
    if (!isWhole || !row || !isFirst) return;
    event.preventDefault();
    const rows = this.#rows.map(textsOf);
    const at = this.#rows.indexOf(row);
    this.values = [...rows.slice(0, at), ...pasted, ...rows.slice(at + 1)].filter((texts) =>
      texts.some(Boolean),
    );
    this.list.querySelector("li:last-child input") instanceof HTMLElement &&
      /** @type {HTMLElement} */ (this.list.querySelector("li:last-child input")).focus();
    this.list.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/**
 * Return a part for a list of values: a flag of `docker run` that can be repeated.
 * @param {Words} words
 * @returns {Part}
 */
export function listPart(words) {
  const rows = new Rows(words, (text) =>
    text
      .split(/\r?\n/)
      .filter(Boolean)
      .map((line) => [line.trim()]),
  );
  const { name } = words;
  return {
    names: [name],
    element: rows.element,
    read() {
      const values = rows.values.map(([text = ""]) => text.trim());
      return values.length ? { [name]: values } : {};
    },
    write(create) {
      const values = create[name];
      rows.values = Array.isArray(values) ? values.map((text) => [text]) : [];
    },
    fail: (why) => rows.fail(why),
    focus: () => rows.focus(),
  };
}

/**
 * Return a part for pairs of key and value. A pasted env file fills it. If the user types an equals sign in a key, the
 * text after it moves to the value.
 * @param {Words} words
 * @returns {Part}
 */
export function pairsPart(words) {
  const rows = new Rows(words, pairsOf);
  const { name } = words;
  rows.list.addEventListener("input", ({ target }) => partAtEquals(target));
  return {
    names: [name],
    element: rows.element,
    read() {
      const pairs = rows.values.map(([key = "", value = ""]) => [key.trim(), value]);
      return pairs.length ? { [name]: Object.fromEntries(pairs) } : {};
    },
    write(create) {
      rows.values = Object.entries(create[name] ?? {}).map(([key, value]) => [key, String(value)]);
    },
    fail: (why) => rows.fail(why),
    focus: () => rows.focus(),
  };
}

/** @param {EventTarget | null} input */
function partAtEquals(input) {
  if (!(input instanceof HTMLInputElement) || !input.value.includes("=")) return;
  const value = input.nextElementSibling;
  if (!(value instanceof HTMLInputElement)) return;
  const at = input.value.indexOf("=");
  value.value = input.value.slice(at + 1) + value.value;
  input.value = input.value.slice(0, at);
  value.focus();
}

/** @param {Element} row */
function textsOf(row) {
  return [...row.querySelectorAll("input")].map(({ value }) => value);
}
