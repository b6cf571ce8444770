/** Applies the styles of xterm through the CSSOM, because the CSP forbids inline styles. */

/** Installed once for all terminals. */
let isInstalled = false;

/**
 * xterm creates its stylesheets as `<style>` elements with text, and sets colours of single cells with
 * `setAttribute("style", …)`. The CSP forbids both, and xterm does not support a nonce (xtermjs/xterm.js#4445). The
 * CSP allows scripts to change the CSSOM. From the first terminal on, a `<style>` element that a script of this page
 * creates becomes a constructed stylesheet, and a `<span>` applies its `style` attribute as single properties. The
 * option `documentOverride` of xterm would limit this to xterm, but xterm 6.0.0 uses it for few of its elements. See
 * docs/decisions/0011-styles-of-the-terminal.md.
 */
export function scriptStyles() {
  if (isInstalled) return;
  isInstalled = true;
  Object.defineProperty(document, "createElement", { value: createElement, configurable: true });
}

/** @param {string} tag @param {ElementCreationOptions} [options] */
function createElement(tag, options) {
  if (tag === "style") return styleElement();
  const made = plain(tag, options);
  if (tag === "span") made.setAttribute = setAttribute;
  return made;
}

/** @param {string} tag @param {ElementCreationOptions} [options] @returns {HTMLElement} */
function plain(tag, options) {
  return Document.prototype.createElement.call(document, tag, options);
}

/** Return an element that shows nothing. Its text is a stylesheet of the page until the element is removed. */
function styleElement() {
  const sheet = new CSSStyleSheet();
  const place = plain("template");
  Object.defineProperty(place, "textContent", {
    set(text) {
      sheet.replaceSync(text);
    },
  });
  place.remove = () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    Element.prototype.remove.call(place);
  };
  document.adoptedStyleSheets.push(sheet);
  return place;
}

/**
 * @this {HTMLElement}
 * @param {string} name
 * @param {string} value
 */
function setAttribute(name, value) {
  if (name !== "style") return Element.prototype.setAttribute.call(this, name, value);
  for (const declaration of value.split(";")) {
    const [property = "", text = ""] = declaration.split(":");
    if (property.trim()) this.style.setProperty(property.trim(), text.trim());
  }
}
