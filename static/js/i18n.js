/** The page's words: gettext over the catalogue that the server embeds for the page's language. */

import { embedded } from "./dom.js";

/** @type {Readonly<Record<string, string | string[]>>} */
const CATALOGUE = Object.freeze(embedded("messages"));

/** @typedef {Record<string, string | number>} Facts */

/**
 * Return the translation of `message`, with its `%(name)s` filled in.
 * @param {string} message
 * @param {Facts} [facts]
 */
export function gettext(message, facts = {}) {
  return filled([CATALOGUE[message] || message].flat()[0] ?? message, facts);
}

/**
 * Return the translation for `count` of something. The catalogue holds all forms under the first message.
 * @param {string} one
 * @param {string} many
 * @param {number} count
 * @param {Facts} [facts] `count` is among them by itself
 */
export function ngettext(one, many, count, facts = {}) {
  const forms = [CATALOGUE[one] || [one, many]].flat();
  const form = (count === 1 ? forms[0] : forms.at(-1)) ?? many;
  return filled(form, { count, ...facts });
}

/**
 * @param {string} message
 * @param {Facts} facts
 */
function filled(message, facts) {
  return message.replace(/%\((\w+)\)s/g, (whole, name) => String(facts[name] ?? whole));
}
