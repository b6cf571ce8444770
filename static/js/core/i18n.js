/** `gettext` and `ngettext` over the message catalogue that the server embeds in the page. */

import { embedded } from "./embedded.js";

/** @type {Readonly<Record<string, string | string[]>>} */
const CATALOGUE = Object.freeze(embedded("messages"));
/** Order of the plural forms in a catalogue. */
const CATEGORIES = ["zero", "one", "two", "few", "many", "other"];

const LANGUAGE = globalThis.document?.documentElement.lang || "en";
const numbers = new Intl.NumberFormat(LANGUAGE);
const pageForm = pluralRule(LANGUAGE);
const sourceForm = pluralRule("en");

/** @typedef {Record<string, string | number>} Facts */

/**
 * Return the translation of `message` with each `%(name)s` replaced.
 * @param {string} message
 * @param {Facts} [facts]
 */
export function gettext(message, facts = {}) {
  return filled([CATALOGUE[message] || message].flat()[0] ?? message, facts);
}

/**
 * Return the translation for `count` in the right plural form. The catalogue stores all forms under the key `one`.
 * @param {string} one
 * @param {string} many
 * @param {number} count
 * @param {Facts} [facts] `count` is added, formatted for the language
 */
export function ngettext(one, many, count, facts = {}) {
  const known = CATALOGUE[one];
  const forms = known ? [known].flat() : [one, many];
  const form = (known ? pageForm : sourceForm)(count);
  return filled(forms[Math.min(form, forms.length - 1)] ?? many, { count: numbers.format(count), ...facts });
}

/**
 * Return a function that maps a count to the index of its plural form in the catalogue.
 * @param {string} language
 * @returns {(count: number) => number}
 */
export function pluralRule(language) {
  const rules = new Intl.PluralRules(language);
  const { pluralCategories } = rules.resolvedOptions();
  const used = CATEGORIES.filter((category) => pluralCategories.some((one) => one === category));
  return (count) => used.indexOf(rules.select(count));
}

/**
 * @param {string} message
 * @param {Facts} facts
 */
function filled(message, facts) {
  return message.replace(/%\((\w+)\)s/g, (whole, name) => String(facts[name] ?? whole));
}
