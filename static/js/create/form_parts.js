/** Parts of the form that are one input each: a word, a tick, a choice. */

/** @import { Create } from "../../../types/images.d.ts" */
/** @import { FieldName, Part } from "../../../types/create.d.ts" */
import { choice, Field, textInput, tick } from "../ui/field.js";

/**
 * @typedef {object} Words
 * @property {FieldName} name
 * @property {string} label
 * @property {string} [hint]
 * @property {string} [placeholder]
 */

/**
 * A part of one input of text; `to` and `from` turn it into the value of the body and back.
 * @param {Words & {to?: (text: string) => unknown, from?: (value: any) => string, list?: string}} words
 * @returns {Part & {field: Field}}
 */
export function textPart({ name, label, hint, placeholder, list, to = (text) => text, from = String }) {
  const input = textInput(idOf(name), { class: "mono", placeholder, list });
  const field = new Field(label, input, hint);
  return {
    field,
    names: [name],
    element: field.element,
    read: () => (field.value ? { [name]: to(field.value) } : {}),
    write(create) {
      const value = create[name];
      field.value = value === null || value === undefined ? "" : from(value);
    },
    fail: (why) => field.fail(why),
    focus: () => input.focus(),
  };
}

/**
 * A part of one box to tick; `value` is what the field is when it is ticked.
 * @param {Words & {value?: string | boolean}} words
 * @returns {Part}
 */
export function tickPart({ name, label, hint, value = true }) {
  const { input, element } = tick(`${idOf(name)}-${value}`, label, hint);
  return {
    names: [name],
    element,
    read: () => (input.checked ? { [name]: value } : {}),
    write(create) {
      input.checked = create[name] === value;
    },
    fail: (why) => input.setCustomValidity(why),
    focus: () => input.focus(),
  };
}

/**
 * A part of one choice; the first is the default and is not sent.
 * @param {Words & {options: {value: string, text: string}[]}} words
 * @returns {Part}
 */
export function choicePart({ name, label, hint, options }) {
  const input = choice(idOf(name), options);
  const field = new Field(label, input, hint);
  return {
    names: [name],
    element: field.element,
    read: () => (input.selectedIndex > 0 ? { [name]: input.value } : {}),
    write(create) {
      const value = create[name];
      input.selectedIndex = Math.max(
        0,
        options.findIndex((option) => option.value === value),
      );
    },
    fail: (why) => field.fail(why),
    focus: () => input.focus(),
  };
}

/** @param {string} name */
export function idOf(name) {
  return `create-${name}`;
}
