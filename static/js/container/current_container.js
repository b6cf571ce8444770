/** The container of this page: found by id or name, followed when it is created again, kept after its removal. */

/** @import { Container } from "../../../types/wire.d.ts" */
/** @import { BoardState, Page } from "../../../types/view.d.ts" */
import { Listeners } from "../core/pure/listeners.js";
import { byId, element } from "../ui/dom.js";
import { visible } from "../core/pure/format.js";
import { gettext } from "../core/i18n.js";
import { containerNamed, findContainer, isId } from "./pure/find_container.js";

/** View of the store. Listeners of `onChange` are called when the container changes. */
export class CurrentContainer {
  /** @type {Container | null} */
  container = null;
  /** @type {Container | null} */
  last = null;
  /** @type {(tab: string, wish?: string) => void} Opens a tab; set by `Tabs`. */
  open = () => {};
  #renewed = "";
  #goneAt = 0;
  /** @type {Listeners<void>} */
  #listeners = new Listeners();
  /** @type {(() => unknown)[]} */
  #ends = [];

  /**
   * @param {Page} page
   * @param {{engine: string, asked: string}} of
   */
  constructor(page, { engine, asked }) {
    this.page = page;
    this.engine = engine;
    this.asked = asked;
    this.word = byId("followed", HTMLElement);
  }

  connect() {
    const { store, clock } = this.page;
    this.#ends = [store.subscribe(() => this.#look()), clock.onTick(() => this.#writeSuccessor())];
  }

  disconnect() {
    for (const end of this.#ends.splice(0)) end();
  }

  /** @param {() => void} listener */
  onChange(listener) {
    return this.#listeners.add(listener);
  }

  /**
   * Return the notice that the container does not exist, null once this page has found it.
   * @param {BoardState} state
   */
  missing(state) {
    // Read from `state`: the subscriber that updates `container` may run after the one that asks.
    if (this.last || this.#found(state) || this.#tombstone(state)) return null;
    const name = visible(this.asked);
    const engine = visible(this.engine);
    const knows = state.engines.some((one) => one.name === this.engine);
    const title = knows
      ? gettext("There is no container %(name)s on %(engine)s", { name, engine })
      : gettext("There is no engine %(engine)s", { engine });
    return { title, lines: [gettext("This page shows the container as soon as it appears.")] };
  }

  #look() {
    const { state } = this.page.store;
    if (state.epoch === "") return;
    const before = this.container;
    const now = this.#found(state);
    if (now && this.last && now.id !== this.last.id) this.#renewed = this.last.id;
    if (!now && before) this.#goneAt = this.page.clock.now();
    this.container = now;
    this.last = now ?? this.last ?? this.#tombstone(state);
    document.body.toggleAttribute("data-missing", !this.last && this.#isReached(state));
    this.#writeSuccessor();
    if (now !== before) this.#listeners.notify();
  }

  /**
   * Whether the board of the engine is known: an engine that was never reached has sent no containers.
   * @param {BoardState} state
   */
  #isReached({ engines }) {
    return engines.find(({ name }) => name === this.engine)?.state !== "unreachable";
  }

  /** @param {BoardState} state */
  #found({ containers }) {
    return findContainer(containers.values(), this.engine, this.asked, this.last);
  }

  /** @param {BoardState} state */
  #tombstone({ tombstones }) {
    const all = tombstones.map(({ container }) => container);
    return findContainer(all, this.engine, this.asked, null);
  }

  #writeSuccessor() {
    const { last, container } = this;
    const successor = container ? null : this.#successor();
    this.word.hidden = !(last && !container) && !this.#renewed;
    if (this.word.hidden || !last) return;
    const name = visible(last.name);
    if (container) {
      const facts = { name, before: this.#renewed.slice(0, 12) };
      this.word.textContent = gettext(
        "This is a new container named %(name)s. The previous container, %(before)s, was removed.",
        facts,
      );
      return;
    }
    const link = successor
      ? element(
          "a",
          { href: `/containers/${encodeURIComponent(this.engine)}/${successor.id}` },
          gettext("Open the new container"),
        )
      : "";
    const text = this.#goneAt
      ? gettext("%(name)s was removed at %(time)s.", {
          name,
          time: this.page.format.clock(this.#goneAt),
        })
      : gettext("%(name)s was removed.", { name });
    const more = successor ? ` ${gettext("A new container has this name.")} ` : "";
    this.word.replaceChildren(text, more, link);
  }

  /** Return another container that now has the name of the removed one. */
  #successor() {
    const { containers } = this.page.store.state;
    return (this.last && containerNamed(containers.values(), this.engine, this.last.name)) ?? null;
  }

  /** The id of the container, or the requested name or id until the container is found. */
  get id() {
    return this.container?.id ?? this.last?.id ?? this.asked;
  }

  get name() {
    return this.container?.name ?? this.last?.name ?? this.asked;
  }

  /** Whether the address contains a whole id. Such a page never switches to another container. */
  get isById() {
    return isId(this.asked);
  }
}
