/** The page's words: gettext over the catalogue that the server embeds for the page's language. */

import { embedded } from "../ui/dom.js";

/** @type {Readonly<Record<string, string | string[]>>} */
const CATALOGUE = Object.freeze(embedded("messages"));
/** The order in which a catalogue holds the plural forms of a language. */
const CATEGORIES = ["zero", "one", "two", "few", "many", "other"];

const LANGUAGE = globalThis.document?.documentElement.lang || "en";
const numbers = new Intl.NumberFormat(LANGUAGE);
const pageForm = pluralRule(LANGUAGE);
const sourceForm = pluralRule("en");

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
 * @param {Facts} [facts] `count` is added as a number of the language
 */
export function ngettext(one, many, count, facts = {}) {
  const known = CATALOGUE[one];
  const forms = known ? [known].flat() : [one, many];
  const form = (known ? pageForm : sourceForm)(count);
  return filled(forms[Math.min(form, forms.length - 1)] ?? many, { count: numbers.format(count), ...facts });
}

/**
 * Return a function from a count to the index of its plural form in the catalogue of a language.
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
