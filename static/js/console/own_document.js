/** The document that xterm is given: it makes the same elements, but its styles are none that the CSP forbids. */

/**
 * Return `document` as xterm's DOM renderer may use it (its option `documentOverride`). xterm writes its stylesheets as
 * the text of `<style>` elements and colours of single cells with `setAttribute("style", …)`; the CSP forbids both, and
 * xterm knows no nonce (xtermjs/xterm.js#4445). What scripts write to the CSSOM it does not forbid (CSP 3, 6.7.3.3), so a
 * stylesheet made by a script stands in for each `<style>`, and `style.cssText` for the attribute.
 * See docs/decisions/0011-styles-of-the-terminal.md.
 * @returns {Document}
 */
export function ownDocument() {
  /** @type {Record<string | symbol, unknown>} */
  const own = { createElement };
  return new Proxy(document, {
    get(real, name) {
      if (name in own) return own[name];
      const value = Reflect.get(real, name, real);
      return typeof value === "function" ? value.bind(real) : value;
    },
  });
}

/** @param {string} tag */
function createElement(tag) {
  if (tag === "style") return styleElement();
  const made = document.createElement(tag);
  if (tag === "span") made.setAttribute = setAttribute;
  return made;
}

/** An element that shows nothing, whose text is a stylesheet of the page for as long as it stands there. */
function styleElement() {
  const sheet = new CSSStyleSheet();
  const place = document.createElement("template");
  Object.defineProperty(place, "textContent", {
    get: () => [...sheet.cssRules].map(({ cssText }) => cssText).join("\n"),
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
  if (name === "style") this.style.cssText = value;
  else Element.prototype.setAttribute.call(this, name, value);
}
