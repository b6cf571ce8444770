/** Lets xterm have its styles under a CSP that forbids inline ones: what it writes as markup reaches the CSSOM instead. */

/** One for all stylesheets of terminals. */
let isInstalled = false;

/**
 * xterm writes its stylesheets as the text of `<style>` elements, and colours of single cells with
 * `setAttribute("style", …)`. The CSP forbids both, and xterm knows no nonce (xtermjs/xterm.js#4445); it does not forbid
 * what scripts do to the CSSOM. So from the first terminal on, each `<style>` that a script of this page makes is a
 * stylesheet made by script, and a `<span>` takes the attribute as single properties. xterm's option `documentOverride`
 * would keep that to xterm, but 6.0.0 asks it for the fewest of its elements.
 * See docs/decisions/0011-styles-of-the-terminal.md.
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

/** An element that shows nothing, whose text is a stylesheet of the page for as long as it stands there. */
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
