/** One console as this page knows it: opened or joined, what it writes, what is typed into it, how it ended. */

/** @import { ConsoleState, Desk, Opening, SessionEnd } from "../../../types/console.d.ts" */
/** @import { ConsoleAbout } from "../../../types/wire.d.ts" */
/** @import { Screen } from "./terminal/screen.js" */
import { toProblem } from "../core/http.js";
import { gettext } from "../core/i18n.js";
import { Credit } from "./flow_control.js";
import { Sender } from "./input_sender.js";

/** `onChange` is called after everything but output. */
export class Session {
  /** @type {ConsoleState} */
  state = "opening";
  /** @type {ConsoleAbout | null} */
  about = null;
  /** @type {SessionEnd | null} */
  exit = null;
  /** What the server last refused, in its words. */
  trouble = "";
  /** Whether typing is switched on: of an exec from the first, of an attach never by itself. */
  isTyping = false;
  /** Whether it has written anything since this page looks at it. */
  hasWritten = false;
  onChange = () => {};
  #isReplaying = false;
  #isDropped = false;
  #resizing = 0;

  /**
   * @param {Desk} desk
   * @param {Screen} screen
   * @param {Opening | null} opening null for one that is joined
   */
  constructor(desk, screen, opening) {
    this.desk = desk;
    this.screen = screen;
    this.opening = opening;
    this.sender = new Sender((bytes) => desk.wire.input(this.id, bytes));
  }

  get id() {
    return this.about?.console ?? "";
  }

  get isAttach() {
    return (this.about ?? this.opening)?.mode === "attach";
  }

  /** Whether keys reach the process now. */
  get takesKeys() {
    return this.state === "live" && this.isTyping && Boolean(this.about?.canType) && !this.#isReplaying;
  }

  async open() {
    const { engine, id } = this.desk;
    const asked = { engine, id, .../** @type {Opening} */ (this.opening), ...this.screen.size };
    await this.#begin((start) => this.desk.wire.open(asked, start));
  }

  /** Watch one that is there already. @param {string} id */
  async join(id) {
    await this.#begin((start) => this.desk.wire.join(id, start));
  }

  /** The page has no server: nothing is typed, and nothing is kept to be typed later. */
  lost() {
    if (this.state !== "live") return;
    this.state = "lost";
    this.sender.drop();
    this.onChange();
  }

  /** The server is back and does not know this console. */
  forgotten() {
    const text = gettext("Dockcycle was restarted, and this console no longer exists.");
    this.#end({ exitCode: null, reason: "lost", text, left: false });
  }

  /** @param {boolean} on */
  setTyping(on) {
    this.isTyping = on && Boolean(this.about?.canType);
    this.onChange();
  }

  /** Type; returns whether the engine has taken it. @param {Uint8Array} bytes */
  async type(bytes) {
    if (!this.takesKeys) return false;
    return this.#try(this.sender.send(bytes));
  }

  /** Tell the process the size of the screen. */
  async resize() {
    const { size, about } = this;
    if (this.state !== "live" || !about?.isOwner || (about.cols === size.cols && about.rows === size.rows))
      return;
    this.#resizing += 1;
    this.about = { ...about, ...size };
    await this.#try(this.desk.wire.resize(this.id, size));
    this.#resizing -= 1;
  }

  get size() {
    return this.screen.size;
  }

  detach() {
    return this.#try(this.desk.wire.detach(this.id));
  }

  /** End it; one that has ended is forgotten by the server. */
  close() {
    return this.about?.isOwner ? this.#try(this.desk.wire.close(this.id)) : this.leave();
  }

  async leave() {
    if (this.id) this.desk.wire.leave(this.id);
  }

  /** Nobody sees it any more; one that is only being opened is ended when the answer comes. */
  drop() {
    this.#isDropped = true;
    void this.leave();
  }

  /** @param {(start: import("./console_channel.js").Start) => Promise<void>} ask */
  async #begin(ask) {
    try {
      await ask((answer) => this.#begun(answer));
    } catch (error) {
      const { code, detail, engineMessage } = toProblem(error);
      const text = engineMessage ? `${detail} ${engineMessage}` : detail;
      if (code === "no_server" && this.about) this.state = "lost";
      else this.#end({ exitCode: null, reason: "refused", text, left: false });
    }
    this.onChange();
  }

  /** @param {import("./console_channel.js").Begun} answer */
  #begun({ about, replay }) {
    if (this.#isDropped) return this.#unwanted(about);
    const isFirst = !this.about;
    this.about = about;
    this.exit = about.exit;
    this.state = about.exit ? "ended" : "live";
    if (isFirst) this.isTyping = about.mode === "exec" && about.canType;
    if (replay) this.#rewrite(new Uint8Array(replay));
    this.onChange();
    return this.#listener(new Credit((bytes) => this.desk.wire.received(about.console, bytes)));
  }

  /** @param {ConsoleAbout} about @returns {import("../../../types/console.d.ts").ConsoleListener} */
  #unwanted({ console }) {
    const { wire } = this.desk;
    void (this.opening ? wire.close(console).catch(() => undefined) : wire.leave(console));
    return { output() {}, replay() {}, exit() {}, about() {} };
  }

  /** @param {Credit} credit @returns {import("../../../types/console.d.ts").ConsoleListener} */
  #listener(credit) {
    return {
      output: (bytes) => {
        credit.took(bytes.length);
        this.#wrote(bytes);
        this.screen.write(bytes, () => credit.wrote(bytes.length));
      },
      replay: (bytes) => {
        credit.took(bytes.length);
        this.#rewrite(bytes, () => credit.wrote(bytes.length));
      },
      exit: (exit) => this.#end(exit),
      about: (about) => this.#became(about),
    };
  }

  /** What the terminal would answer to queries of the past is not sent. @param {Uint8Array} bytes */
  #rewrite(bytes, written = () => {}) {
    this.#isReplaying = true;
    this.#wrote(bytes);
    this.screen.rewrite(bytes, () => {
      this.#isReplaying = false;
      written();
      this.onChange();
    });
  }

  /** @param {Uint8Array} bytes */
  #wrote(bytes) {
    if (this.hasWritten || !bytes.length) return;
    this.hasWritten = true;
    this.onChange();
  }

  /** What is told while this page asks for another size is old. @param {ConsoleAbout} about */
  #became(about) {
    const { cols, rows } = this.#resizing && this.about ? this.about : about;
    this.about = { ...about, cols, rows };
    if (!about.isOwner) this.screen.fit({ cols, rows });
    this.onChange();
  }

  /** @param {SessionEnd} exit */
  #end(exit) {
    this.state = "ended";
    this.exit = exit;
    this.isTyping = false;
    this.sender.drop();
    this.onChange();
  }

  /** @param {Promise<unknown>} asked @returns {Promise<boolean>} */
  async #try(asked) {
    const before = this.trouble;
    this.trouble = await asked.then(
      () => "",
      (/** @type {unknown} */ error) => toProblem(error).detail,
    );
    if (this.trouble !== before) this.onChange();
    return !this.trouble;
  }
}
