/** Client side of one console: opens or joins it, and handles output, input, size and exit. */

/** @import { ConsoleState, Desk, Opening, SessionEnd } from "../../../types/console.d.ts" */
/** @import { ConsoleAbout } from "../../../types/wire.d.ts" */
/** @import { Screen } from "./terminal/screen.js" */
import { toProblem } from "../core/http.js";
import { gettext } from "../core/i18n.js";
import { FlowControl } from "./pure/flow_control.js";
import { Sender } from "./input_sender.js";

/** `onChange` is called after every change except output. */
export class Session {
  /** @type {ConsoleState} */
  state = "opening";
  /** @type {ConsoleAbout | null} */
  about = null;
  /** @type {SessionEnd | null} */
  exit = null;
  /** The last error of the server as text, empty if there is none. */
  trouble = "";
  /** Whether typing is turned on. True at first for exec; for attach the user turns it on. */
  isTyping = false;
  /** Whether output has arrived since this page opened or joined the console. */
  hasWritten = false;
  onChange = () => {};
  #isReplaying = false;
  #isDropped = false;
  #resizing = 0;

  /**
   * @param {Desk} desk
   * @param {Screen} screen
   * @param {Opening | null} opening null to join an existing console
   */
  constructor(desk, screen, opening) {
    this.desk = desk;
    this.screen = screen;
    this.opening = opening;
    this.sender = new Sender((bytes) => desk.channel.input(this.id, bytes));
  }

  get id() {
    return this.about?.console ?? "";
  }

  get isAttach() {
    return (this.about ?? this.opening)?.mode === "attach";
  }

  /** Whether typed keys are sent to the process now. */
  get takesKeys() {
    return this.state === "live" && this.isTyping && Boolean(this.about?.canType) && !this.#isReplaying;
  }

  async open() {
    const { engine, id } = this.desk;
    const asked = { engine, id, .../** @type {Opening} */ (this.opening), ...this.screen.size };
    await this.#begin((start) => this.desk.channel.open(asked, start));
  }

  /** Join an existing console. @param {string} id */
  async join(id) {
    await this.#begin((start) => this.desk.channel.join(id, start));
  }

  /** Called when the connection to the server breaks. Queued input is dropped. */
  lost() {
    if (this.state !== "live") return;
    this.state = "lost";
    this.sender.drop();
    this.onChange();
  }

  /** End the session because the restarted server does not know this console. */
  forgotten() {
    const text = gettext("Dockcycle was restarted, and this console no longer exists.");
    this.#end({ exitCode: null, reason: "lost", text, left: false });
  }

  /** @param {boolean} on */
  setTyping(on) {
    this.isTyping = on && Boolean(this.about?.canType);
    this.onChange();
  }

  /** Send input. Returns whether the engine accepted it. @param {Uint8Array} bytes */
  async type(bytes) {
    if (!this.takesKeys) return false;
    return this.#try(this.sender.send(bytes));
  }

  /** Send the size of the screen to the process, if this viewer is the owner. */
  async resize() {
    const { size, about } = this;
    if (this.state !== "live" || !about?.isOwner || (about.cols === size.cols && about.rows === size.rows))
      return;
    this.#resizing += 1;
    this.about = { ...about, ...size };
    await this.#try(this.desk.channel.resize(this.id, size));
    this.#resizing -= 1;
  }

  get size() {
    return this.screen.size;
  }

  detach() {
    return this.#try(this.desk.channel.detach(this.id));
  }

  /** End the console as its owner; the server forgets a console that has already ended. Other viewers only leave. */
  close() {
    return this.about?.isOwner ? this.#try(this.desk.channel.close(this.id)) : this.leave();
  }

  async leave() {
    if (this.id) this.desk.channel.leave(this.id);
  }

  /** Stop watching. If the console is still being opened, it is closed when the answer arrives. */
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
    return this.#listener(new FlowControl((bytes) => this.desk.channel.received(about.console, bytes)));
  }

  /** @param {ConsoleAbout} about @returns {import("../../../types/console.d.ts").ConsoleListener} */
  #unwanted({ console }) {
    const { channel } = this.desk;
    void (this.opening ? channel.close(console).catch(() => undefined) : channel.leave(console));
    return { output() {}, replay() {}, exit() {}, about() {} };
  }

  /** @param {FlowControl} flow @returns {import("../../../types/console.d.ts").ConsoleListener} */
  #listener(flow) {
    return {
      output: (bytes) => {
        flow.took(bytes.length);
        this.#wrote(bytes);
        this.screen.write(bytes, () => flow.wrote(bytes.length));
      },
      replay: (bytes) => {
        flow.took(bytes.length);
        this.#rewrite(bytes, () => flow.wrote(bytes.length));
      },
      exit: (exit) => this.#end(exit),
      about: (about) => this.#became(about),
    };
  }

  /**
   * Write a replay to the terminal. Input is off meanwhile, because the terminal would answer queries in old output.
   * @param {Uint8Array} bytes
   */
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

  /** The size in the message is older than a resize request of this page. @param {ConsoleAbout} about */
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
