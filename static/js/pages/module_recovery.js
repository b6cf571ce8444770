// Part of every document (decision 0016): it needs no request of its own, so it is there whatever the browser drops.
// It requests again what failed to load, shows the page when its styles are there, and sets the theme before that.
(() => {
  const FIRST_RETRY_MS = 20;
  const LAST_RETRY_MS = 3000;
  /** As many tries for one file take about three seconds: after that the server may have another version of it. */
  const RETRIES = 7;
  const root = document.documentElement;
  /** @type {Map<string, number>} */
  const failures = new Map();
  /** A sheet that failed is one without rules until its error is told: only its event says that it is there. */
  const loaded = new WeakSet();
  let outside = 0;
  let isReloading = false;

  const asked = new URLSearchParams(location.search).get("theme");
  const chosen = root.dataset["view"] === "wall" ? null : localStorage.getItem("theme");
  const theme = asked ?? chosen;
  if (theme === "light" || theme === "dark" || theme === "auto") root.dataset["theme"] = theme;
  root.hidden = true;

  /** The head is parsed, and none of its stylesheets is missing. */
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

  // Read to its end: an answer cut off by the reload would count as one that failed.
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

  /** A link loads again when it is inserted again; of a script only a copy does. @param {HTMLLinkElement | HTMLScriptElement} one */
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

  // The events of loading do not bubble: they are seen on their way down.
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
    // The document itself was cut off.
    if (root.dataset["view"] && !document.querySelector("script[src]")) reloadOnce();
    show();
  };

  window.addEventListener("error", failed, { capture: true });
  document.addEventListener("load", arrived, { capture: true }); // an element's load does not reach the window
  document.addEventListener("DOMContentLoaded", parsed);
})();
