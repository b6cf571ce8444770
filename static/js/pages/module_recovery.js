// Reloads scripts and stylesheets that failed to load. Also sets the theme, and hides the page until its styles apply.
// The server embeds this script in every document, so that it needs no request that could fail (decision 0016).
(() => {
  const FIRST_RETRY_MS = 20;
  const LAST_RETRY_MS = 3000;
  /** Retries for one file, about 2.5 s together. Then the page reloads, because the server may be a new version. */
  const RETRIES = 7;
  const root = document.documentElement;
  /** @type {Map<string, number>} */
  const failures = new Map();
  /** Stylesheets whose `load` event has fired. Until its `error` event, a failed stylesheet looks like an empty one. */
  const loaded = new WeakSet();
  let outside = 0;
  let isReloading = false;

  const asked = new URLSearchParams(location.search).get("theme");
  const chosen = root.dataset["view"] === "wall" ? null : localStorage.getItem("theme");
  const theme = asked ?? chosen;
  if (theme === "light" || theme === "dark" || theme === "auto") root.dataset["theme"] = theme;
  root.hidden = true;

  /** Return whether the head is parsed and every stylesheet in it has loaded. */
  const isStyled = () => {
    /** @type {NodeListOf<HTMLLinkElement>} */
    const links = document.head.querySelectorAll('link[rel="stylesheet"]');
    return document.body !== null && outside === 0 && [...links].every((link) => loaded.has(link));
  };

  const show = () => {
    if (!root.hidden || !isStyled()) return;
    root.hidden = false;
    document.dispatchEvent(new Event("styled"));
  };

  // Read the whole response: a response that the reload cuts off would count as failed.
  const isServed = async () => {
    const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
    const text = await answer?.text().catch(() => "");
    return Boolean(answer?.ok && text);
  };

  const reload = async () => {
    if (await isServed()) location.reload();
    else setTimeout(reload, LAST_RETRY_MS * (0.5 + Math.random()));
  };

  const reloadOnce = () => {
    if (isReloading) return;
    isReloading = true;
    void reload();
  };

  /**
   * Return the element to insert: a link loads again when it is inserted again, a script only as a new element.
   * @param {HTMLLinkElement | HTMLScriptElement} one
   */
  const fresh = (one) => {
    if (one instanceof HTMLLinkElement) return one;
    const script = document.createElement("script");
    for (const { name, value } of one.attributes) script.setAttribute(name, value);
    return script;
  };

  /** @param {HTMLLinkElement | HTMLScriptElement} one @param {string} url */
  const retry = (one, url) => {
    const count = failures.get(url) ?? 0;
    failures.set(url, count + 1);
    if (count === RETRIES) reloadOnce();
    const place = document.createComment("");
    one.replaceWith(place);
    outside += 1;
    const wait = Math.min(FIRST_RETRY_MS * 2 ** count, LAST_RETRY_MS) * (0.5 + Math.random());
    setTimeout(() => {
      outside -= 1;
      place.replaceWith(fresh(one));
    }, wait);
  };

  // `error` and `load` events of elements do not bubble, so the listeners use the capture phase.
  /** @param {Event} event */
  const failed = ({ target }) => {
    if (target instanceof HTMLLinkElement && target.isConnected) retry(target, target.href);
    else if (target instanceof HTMLScriptElement && target.src) retry(target, target.src);
  };

  /** @param {Event} event */
  const arrived = ({ target }) => {
    if (target instanceof HTMLLinkElement) loaded.add(target);
    show();
  };

  const parsed = () => {
    // The document has no script: its response was cut off.
    if (root.dataset["view"] && !document.querySelector("script[src]")) reloadOnce();
    show();
  };

  window.addEventListener("error", failed, { capture: true });
  document.addEventListener("load", arrived, { capture: true }); // an element's load event does not reach the window
  document.addEventListener("DOMContentLoaded", parsed);
})();
