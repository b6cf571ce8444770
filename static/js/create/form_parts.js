/** Form parts with one input: text, checkbox, choice. */

/** @import { Create } from "../../../types/images.d.ts" */
/** @import { FieldName, Part } from "../../../types/create.d.ts" */
import { choice, exampleText, Field, textInput, tick } from "../ui/field.js";

/**
 * @typedef {object} Words
 * @property {FieldName} name
 * @property {string} label
 * @property {string} [hint]
 * @property {string} [example]
 */

/**
 * Return a part with a text input. `to` and `from` convert between the text and the value in the body.
 * @param {Words & {to?: (text: string) => unknown, from?: (value: any) => string, list?: string}} words
 * @returns {Part & {field: Field}}
 */
export function textPart({ name, label, hint, example, list, to = (text) => text, from = String }) {
  const input = textInput(idOf(name), { class: "mono", placeholder: example && exampleText(example), list });
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
 * Return a part with a checkbox. `value` is sent when it is checked.
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
 * Return a part with a choice. The first option is the default and is not sent.
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
