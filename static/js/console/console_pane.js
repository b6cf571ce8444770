/** View of one console: toolbar, notices, terminal, footer. */

/** @import { Desk, Opening } from "../../../types/console.d.ts" */
import { DockerLine } from "../ui/docker_line_view.js";
import { element, setAttributes, setText } from "../ui/dom.js";
import { FindBar } from "./terminal/terminal_search.js";
import { lineForm } from "./line_form.js";
import { Pasting } from "./terminal/paste_flow.js";
import { Screen, screenStyles } from "./terminal/screen.js";
import { Session } from "./console_session.js";
import { softKeys } from "./terminal/soft_keys.js";
import { TerminalKeys } from "./terminal/terminal_keys.js";
import { Toolbar } from "./console_toolbar.js";
import { Typing } from "./terminal/key_input.js";
import { lineOf, nameOf, noticesOf, viewersText } from "./console_words.js";

const HINT_MS = 1200;

/**
 * @typedef {object} Owner callbacks of the console list
 * @property {(pane: Pane) => void} changed
 * @property {(pane: Pane) => void} close
 * @property {(pane: Pane, opening: Opening, isTyped?: boolean) => void} again open the same kind of console in its
 *   place; `isTyped` turns typing on
 * @property {() => void} full turn the full window on or off
 * @property {() => void} leave move the focus out of the terminal
 */

/** View of one session. `element` must be in the document before `begin`. */
export class Pane {
  /** @type {HTMLFormElement | null} */
  #line = null;
  /** Whether a watched main process without a terminal accepts input. */
  takesLines = false;
  #isGone = false;
  #hint = 0;

  /**
   * @param {Desk} desk
   * @param {Owner} owner
   * @param {Opening | null} opening null to join an existing console
   */
  constructor(desk, owner, opening) {
    this.desk = desk;
    this.owner = owner;
    this.place = element("div", { class: "terminal" });
    this.notices = element("div", { class: "console-notices", role: "status" });
    this.size = element("span", { class: "size" });
    this.what = element("span", { class: "what" });
    this.line = new DockerLine();
    this.foot = element("footer", { class: "console-foot" }, this.what, this.size, this.line.element);
    this.frame = element("div", { class: "console-frame" }, this.place);
    this.element = element("section", { class: "console", role: "tabpanel", tabindex: -1 }, this.frame);
    this.screen = new Screen(this.place, desk.preferences);
    this.session = new Session(desk, this.screen, opening);
    this.find = new FindBar(this.screen);
    this.pasting = new Pasting(this.session, desk.page);
    this.typing = new Typing(this.session, this.pasting, () => this.#refuse());
    this.toolbar = new Toolbar(this);
    this.keys = new TerminalKeys(this);
    this.#build();
  }

  static styles = screenStyles;

  /** Show the terminal, then open or join the console. @param {string} [joined] the id of the console to join */
  async begin(joined) {
    if (this.#isGone) return;
    this.screen.open();
    this.screen.onSize = () => this.#sized();
    this.keys.connect();
    this.typing.connect();
    this.session.onChange = () => this.write();
    this.write();
    this.screen.terminal.focus();
    await (joined ? this.session.join(joined) : this.session.open());
    if (joined) this.#fit();
    await this.#askForLines();
  }

  /** Join again after the connection to the server is restored. */
  async rejoin() {
    if (this.session.state === "lost") await this.session.join(this.session.id);
    this.#fit();
  }

  dispose() {
    this.#isGone = true;
    this.session.onChange = () => {};
    this.keys.disconnect();
    this.screen.dispose();
    this.element.remove();
  }

  /** @param {boolean} isShown */
  show(isShown) {
    this.element.hidden = !isShown;
    if (!isShown) return;
    this.#fit();
    this.screen.terminal.focus();
  }

  get name() {
    return nameOf(this.session.about ?? this.session.opening ?? { mode: "exec" });
  }

  /** State for the icon of the tab: `opening`, `live`, `lost`, `paused`, `ended` or `failed`. */
  get state() {
    const { state, exit } = this.session;
    if (state === "ended") return exit?.exitCode || exit?.reason === "refused" ? "failed" : "ended";
    return state === "live" && this.desk.container?.state === "paused" ? "paused" : state;
  }

  write() {
    const { session } = this;
    const { about } = session;
    const isTyped = session.takesKeys && Boolean(about?.tty);
    this.screen.terminal.options.disableStdin = !isTyped;
    this.screen.terminal.options.convertEol = about ? !about.tty : false;
    setAttributes(this.element, {
      "data-console": session.id || null,
      "data-state": this.state,
      "data-mode": (about ?? session.opening)?.mode,
      "data-typing": session.isTyping ? "on" : "off",
      "aria-label": about ? `${this.name} – ${about.name}` : this.name,
    });
    this.#writeNotices();
    this.#writeFoot();
    this.#writeLine();
    this.toolbar.write(this.session);
    this.owner.changed(this);
  }

  #build() {
    this.frame.append(this.find.element);
    this.element.prepend(this.toolbar.element, this.notices);
    this.element.append(this.pasting.element, softKeys(this.typing, this.screen), this.foot);
  }

  async #askForLines() {
    const { about } = this.session;
    if (about?.mode !== "attach" || about.tty || about.canType) return;
    this.takesLines = (await this.desk.main()).openStdin === true;
    this.write();
  }

  /** Highlight the notice that input is ignored. */
  #refuse() {
    this.notices.dataset["look"] = "";
    window.clearTimeout(this.#hint);
    this.#hint = window.setTimeout(() => delete this.notices.dataset["look"], HINT_MS);
  }

  #writeNotices() {
    const notices = noticesOf(this.session, this.desk);
    const written = JSON.stringify(notices);
    if (this.notices.dataset["written"] === written) return;
    this.notices.dataset["written"] = written;
    this.notices.replaceChildren(
      ...notices.map(({ kind, text }) =>
        element("p", { "data-kind": kind }, element("i", { class: "shape" }), element("span", {}, text)),
      ),
      ...(this.session.state === "ended" ? [this.toolbar.endButtons()] : []),
    );
  }

  #writeFoot() {
    const { about, opening, size } = this.session;
    const of = about ?? opening;
    const viewers = (about?.viewers ?? 0) > 1 ? ` · ${viewersText(about?.viewers ?? 0)}` : "";
    if (of) setText(this.what, `${of.mode} · ${lineOf(of)}${viewers}`);
    setText(this.size, `${size.cols}×${size.rows}`);
    setAttributes(this.element, { "data-cols": size.cols, "data-rows": size.rows });
    if (about) this.line.write(about.docker);
  }

  /** Show the line form while a process without a terminal accepts input. */
  #writeLine() {
    const { session } = this;
    const isWanted = session.takesKeys && !session.about?.tty;
    if (isWanted && !this.#line) this.frame.after((this.#line = lineForm(session)));
    if (!isWanted && this.#line) {
      this.#line.remove();
      this.#line = null;
    }
  }

  #sized() {
    this.#writeFoot();
    void this.session.resize();
  }

  /** Fit the terminal to the pane for the owner. Other viewers use the size that the owner set. */
  #fit() {
    const { about } = this.session;
    this.screen.isFitted = !about || about.isOwner;
    this.screen.fit(this.screen.isFitted || !about ? undefined : { cols: about.cols, rows: about.rows });
  }
}
