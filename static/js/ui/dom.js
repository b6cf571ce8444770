/** Creates and changes DOM elements. Strings always become text nodes or attribute values, never HTML. */

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {Record<string, string | number | boolean | null | undefined>} Attributes */

/**
 * Return a new element. Attributes that are null, undefined or false are left out; true becomes an empty value.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...(Node | string)} children
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

/**
 * Return a new SVG element.
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...(Node | string)} children
 */
export function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

/**
 * Set attributes, and remove those that are null, undefined or false.
 * @param {Element} on
 * @param {Attributes} attributes
 */
export function setAttributes(on, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) on.removeAttribute(name);
    else on.setAttribute(name, value === true ? "" : String(value));
  }
}

/**
 * Set the text of an element if it differs. A text node that is its only child is kept, because a new one costs a new
 * layout object.
 * @param {Element} on
 * @param {string} text
 */
export function setText(on, text) {
  if (on.textContent === text) return;
  const only = on.childNodes.length === 1 ? on.firstChild : null;
  if (only instanceof Text && text) only.data = text;
  else on.textContent = text;
}

/**
 * Return the element with `id`. Throws a TypeError if it does not exist or is not an instance of `type`.
 * @template {Element} T
 * @param {string} id
 * @param {{new (): T}} type
 */
export function byId(id, type) {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new TypeError(`the page has no #${id}`);
  return found;
}

/** Return the parts of an image name with `<wbr>` between them, after `/`, `:` and `@`. @param {string} name */
export function breakable(name) {
  return name.split(/(?<=[/:@])/).flatMap((part) => [element("wbr"), part]);
}
