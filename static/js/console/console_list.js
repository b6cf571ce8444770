/** All consoles of one container: their tabs, the visible pane, and the consoles restored from the server. */

/** @import { Desk, Opening } from "../../../types/console.d.ts" */
/** @import { ConsoleAbout } from "../../../types/wire.d.ts" */
/** @import { Pane } from "./console_pane.js" */
import { importModule } from "../core/retry.js";
import { element } from "../ui/dom.js";
import { toProblem } from "../core/http.js";
import { gettext } from "../core/i18n.js";
import { lazyImport } from "../ui/dialogs/dialog_openers.js";
import { ClosedConsoles } from "./closed_consoles.js";
import { NewConsole } from "./new_console.js";
import { Strip } from "./tab_strip.js";
import { WARN_BEFORE_MS } from "./console_words.js";

const NEW = "new";
/**
 * How often the page asks for a new idle deadline when a console is about to end. Input in another browser tab moves
 * the deadline.
 */
const ASK_AGAIN_MS = 20_000;

export class Consoles {
  /** @type {Map<string, Pane>} */
  #panes = new Map();
  #chosen = NEW;
  #number = 0;
  #askedAt = 0;
  #askedFor = "";
  #isConnected = false;
  #closed = new ClosedConsoles();

  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.strip = new Strip(
      (key) => this.#choose(key),
      (key) => this.#close(key),
    );
    this.start = new NewConsole(desk, {
      open: (opening) => void this.#open(opening),
      watch: (about) => void this.#join(about),
    });
    this.body = element("div", { class: "console-body" }, this.start.element);
    this.element = element("section", { class: "consoles" }, this.strip.element, this.body);
    this.#write();
  }

  /** Show the consoles. @param {string} [wish] `exec` or `attach`: the form that gets the focus */
  async connect(wish) {
    await NewConsole.styles();
    if (!this.#isConnected && !this.start.isBarred) this.desk.channel.connect();
    this.#isConnected = true;
    if (wish) this.#choose(NEW, wish);
    else this.#panes.get(this.#chosen)?.show(true);
    this.start.show(this.#chosen === NEW);
  }

  lost() {
    for (const pane of this.#panes.values()) pane.session.lost();
  }

  /**
   * Restore this viewer's consoles of the container, after the first connection to the server and after each
   * reconnect.
   */
  async back() {
    if (!this.desk.container) return;
    const found = await this.#list();
    if (!found) return;
    for (const pane of this.#panes.values()) {
      if (pane.session.state !== "lost") continue;
      if (found.some(({ console }) => console === pane.session.id)) void pane.rejoin();
      else pane.session.forgotten();
    }
    const shown = new Set([...this.#panes.values()].map(({ session }) => session.id));
    const own = found.filter(
      (about) => about.isOwner && !shown.has(about.console) && !this.#closed.has(about.console),
    );
    for (const about of own) await this.#join(about);
  }

  /** Update after a change of the board and on each tick of the clock. */
  write() {
    if (!this.#isConnected) return;
    this.start.write();
    // The container became known, or its name now belongs to another container.
    if (this.desk.container && this.#askedFor !== this.desk.id && this.desk.channel.isUp) void this.back();
    const isDue = [...this.#panes.values()].some(
      ({ session }) => session.state === "live" && this.#isDue(session.about),
    );
    if (isDue && this.desk.page.clock.now() > this.#askedAt + ASK_AGAIN_MS) void this.#list();
    for (const pane of this.#panes.values()) pane.write();
  }

  /** @param {ConsoleAbout | null} about */
  #isDue(about) {
    const now = this.desk.page.clock.now();
    return Boolean(about) && Date.parse(about?.idleAt ?? "") - now < WARN_BEFORE_MS;
  }

  /** Request the list of consoles. Returns null if the request fails. @returns {Promise<ConsoleAbout[] | null>} */
  async #list() {
    const { engine, id, page, channel } = this.desk;
    this.#askedAt = page.clock.now();
    this.#askedFor = id;
    try {
      const found = await channel.list({ engine, id });
      for (const { session } of this.#panes.values()) {
        const listed = found.find(({ console }) => console === session.id);
        if (listed && session.about)
          session.about = { ...session.about, idleAt: listed.idleAt, viewers: listed.viewers };
      }
      this.start.writeOthers(found.filter(({ isOwner, exit }) => !isOwner && !exit));
      return found;
    } catch (error) {
      this.desk.speak(toProblem(error).detail);
      return null;
    }
  }

  /** @param {Opening} opening @param {boolean} [isTyped] */
  async #open(opening, isTyped = false) {
    const pane = await this.#add(opening);
    await pane?.begin();
    if (isTyped) pane?.session.setTyping(true);
  }

  /** @param {ConsoleAbout} about */
  async #join(about) {
    const pane = await this.#add(null);
    await pane?.begin(about.console);
  }

  /** @param {Opening | null} opening */
  async #add(opening) {
    const Pane = await lazyImport(loadPane);
    if (!Pane) return null;
    const key = `c${(this.#number += 1)}`;
    const pane = new Pane(this.desk, this.#ownerOf(key), opening);
    pane.element.id = `console-${key}`;
    this.#panes.set(key, pane);
    this.body.append(pane.element);
    this.#choose(key);
    return pane;
  }

  /** @param {string} key @returns {import("./console_pane.js").Owner} */
  #ownerOf(key) {
    return {
      changed: () => this.#write(),
      close: () => this.#close(key),
      again: (_, opening, isTyped) => {
        this.#remove(key);
        void this.#open(opening, isTyped);
      },
      full: () => this.#toggleFull(),
      leave: () => this.strip.focus(),
    };
  }

  /** @param {string} key */
  #close(key) {
    const pane = this.#panes.get(key);
    if (!pane) return;
    const { session } = pane;
    const isLive = session.state === "live";
    if (isLive && session.isAttach && session.about?.isOwner) void session.detach();
    else void session.close();
    this.desk.speak(
      isLive && !session.isAttach ? gettext("Console %(name)s closed.", { name: pane.name }) : "",
    );
    this.#remove(key);
    this.strip.focus();
  }

  /** @param {string} key */
  #remove(key) {
    const pane = this.#panes.get(key);
    if (!pane) return;
    if (pane.session.id) this.#closed.add(pane.session.id);
    pane.session.drop();
    const keys = [...this.#panes.keys(), NEW];
    const next = keys[keys.indexOf(key) + 1] ?? NEW;
    const before = keys[keys.indexOf(key) - 1];
    this.#panes.delete(key);
    pane.dispose();
    if (!this.#panes.size) this.#setFull(false); // the button that leaves the full window is part of a console
    if (this.#chosen === key) this.#choose(next === NEW ? (before ?? NEW) : next);
    else this.#write();
  }

  /** @param {string} key @param {string} [wish] `exec` or `attach`, if the key is that of the new tab */
  #choose(key, wish) {
    this.#chosen = key;
    for (const [other, pane] of this.#panes) if (other !== key) pane.show(false);
    this.start.show(key === NEW);
    this.#write();
    this.#panes.get(key)?.show(true);
    if (key === NEW) this.start.focus(wish);
  }

  #toggleFull() {
    this.#setFull(!this.element.hasAttribute("data-full"));
    this.#panes.get(this.#chosen)?.screen.terminal.focus();
  }

  /** @param {boolean} isFull */
  #setFull(isFull) {
    this.element.toggleAttribute("data-full", isFull);
    document.documentElement.toggleAttribute("data-console-full", isFull);
  }

  #write() {
    const tabs = [...this.#panes].map(([key, pane]) => ({
      key,
      name: pane.name,
      state: pane.state,
      panel: pane.element,
      closes: true,
    }));
    const start = { key: NEW, name: gettext("New"), state: NEW, panel: this.start.element, closes: false };
    this.strip.write([...tabs, start], this.#chosen);
  }
}

/** Import the pane with the first console, because xterm is large. */
async function loadPane() {
  const { Pane } = await importModule(() => import("./console_pane.js"));
  await Pane.styles();
  return Pane;
}
