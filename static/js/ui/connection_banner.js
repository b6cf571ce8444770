/** Shows whether the page is live. If an engine or the server does not answer, shows since when and what to do. */

/** @import { BoardState, Page } from "../../../types/view.d.ts" */
/** @import { Engine } from "../../../types/wire.d.ts" */
/** @import { Notice } from "./page_notice.js" */
import { byId, setText } from "./dom.js";
import { visible } from "../core/pure/format.js";
import { gettext } from "../core/i18n.js";
import { noContainers, noticeElement, unreachableNotice } from "./page_notice.js";

/** How long a page shows "Connecting…" before it reports that there is no connection. */
const CONNECTING_MS = 2000;

/**
 * Return the engines that the page shows.
 * @param {BoardState} state
 * @param {string} engine name of the engine, or empty for all
 */
export function shownEngines(state, engine) {
  return state.engines.filter(({ name }) => !engine || name === engine);
}

/**
 * Return whether the page is current: `lost` without a connection to the server, `stale` if a shown engine is not
 * live, else `live`.
 * @param {BoardState} state
 * @param {string} engine
 * @returns {"live" | "stale" | "lost"}
 */
export function liveness(state, engine) {
  if (state.link === "lost" || !state.epoch) return "lost";
  return shownEngines(state, engine).every(({ state }) => state === "live") ? "live" : "stale";
}

/**
 * Return since when the page is out of date, in milliseconds since 1970. Returns null if it is current or the time is
 * unknown.
 * @param {BoardState} state
 * @param {string} engine
 */
export function oldSince(state, engine) {
  if (state.link !== "up") return state.lostAt;
  // An engine that has never answered (`unreachable`) has no data that could be out of date.
  const old = shownEngines(state, engine).filter(({ state }) => state === "stale");
  return old.length ? Math.min(...old.map(lastWord)) : null;
}

/**
 * Return whether the counts are known. They are unknown if no container is known and no shown engine has ever answered.
 * @param {BoardState} state
 * @param {string} engine
 */
export function isKnown(state, engine) {
  const engines = shownEngines(state, engine);
  return state.containers.size > 0 || engines.some(({ state }) => state !== "unreachable");
}

/** @param {Engine} engine */
function lastWord({ seenAt, since }) {
  return Date.parse(seenAt ?? since);
}

/** Writes `data-live` and `data-revision` on `<body>`, the banner (`#news`) and the notice (`#notice`). */
export class ConnectionBanner {
  /** @type {(() => unknown)[]} */
  #ends = [];
  #timer = 0;
  #written = "";

  /**
   * @param {Page} page
   * @param {(state: BoardState) => Notice | null} [emptiness] returns the notice for a page without content
   */
  constructor(page, emptiness = noContainers) {
    this.page = page;
    this.emptiness = emptiness;
    this.news = byId("news", HTMLElement);
    this.notice = byId("notice", HTMLElement);
  }

  connect() {
    const { store, clock, settings } = this.page;
    const write = () => this.write();
    this.#ends = [store.subscribe(write), clock.onTick(write), settings.onChange(write)];
    this.#timer = window.setTimeout(() => this.#giveUp(), CONNECTING_MS);
    write();
  }

  disconnect() {
    window.clearTimeout(this.#timer);
    for (const end of this.#ends.splice(0)) end();
  }

  /** Show that the connection failed, if the page has not connected by now. */
  #giveUp() {
    document.body.removeAttribute("data-connecting");
    const { store } = this.page;
    if (store.state.link === "connecting") store.lost(Date.parse(store.state.at));
  }

  write() {
    const { state } = this.page.store;
    const { body } = document;
    const live = liveness(state, this.page.settings.filter.engine);
    const connected = state.link === "up" ? live : "lost";
    if (body.dataset["live"] !== connected) body.dataset["live"] = connected;
    body.dataset["revision"] = String(state.revision);
    if (state.link === "up") body.removeAttribute("data-connecting");
    const news = this.#news(state, live);
    this.news.hidden = !news;
    setText(/** @type {Element} */ (this.news.lastElementChild), news);
    this.#writeNotice(state);
  }

  /**
   * @param {BoardState} state
   * @param {string} live
   */
  #news(state, live) {
    if (live === "live") return this.#practice(state);
    if (live === "lost") return this.#lostNews(state);
    const old = shownEngines(state, this.page.settings.filter.engine).filter(({ state }) => state !== "live");
    return old.map((engine) => this.#engineNews(engine)).join(" · ");
  }

  /** @param {BoardState} state */
  #lostNews({ lostAt }) {
    if (!lostAt)
      return document.body.hasAttribute("data-connecting")
        ? gettext("Connecting…")
        : gettext("No connection to the server. Retrying…");
    const { clock, format } = this.page;
    const facts = { time: format.clock(lostAt), age: format.age(clock.now() - lostAt) };
    return gettext("No connection to the server. Data from %(time)s (%(age)s old). Reconnecting…", facts);
  }

  /** @param {Engine} engine */
  #engineNews(engine) {
    const { clock, format } = this.page;
    const name = visible(engine.name);
    if (engine.state === "unreachable")
      return gettext("%(name)s is not connected. Waiting for the engine…", { name });
    const at = lastWord(engine);
    const facts = { name, time: format.clock(at), age: format.age(clock.now() - at) };
    return gettext("%(name)s is not responding. Data from %(time)s (%(age)s old).", facts);
  }

  /** @param {BoardState} state */
  #practice(state) {
    const practises = shownEngines(state, this.page.settings.filter.engine).some(({ practice }) => practice);
    document.body.toggleAttribute("data-practice", practises);
    return practises ? gettext("This is the practice engine. The containers are simulated.") : "";
  }

  /** @param {BoardState} state */
  #writeNotice(state) {
    const notice = this.#noticeOf(state);
    const written = JSON.stringify(notice);
    if (written === this.#written) return;
    this.#written = written;
    this.notice.hidden = !notice;
    if (!notice) return;
    this.notice.replaceChildren(noticeElement(this.page, notice));
  }

  /**
   * @param {BoardState} state
   * @returns {Notice | null}
   */
  #noticeOf(state) {
    if (state.link === "connecting") return null;
    const { settings } = this.page;
    const engines = shownEngines(state, settings.filter.engine);
    const unreachable = engines.filter(({ state }) => state === "unreachable");
    if (engines.length && unreachable.length === engines.length) return unreachableNotice(unreachable);
    return this.emptiness(state);
  }
}
