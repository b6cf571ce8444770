/** Sends typed keys to the process, asks before a key that can end it, and applies the Ctrl soft key. */

/** @import { Session } from "../console_session.js" */
import { element } from "../../ui/dom.js";
import { tick } from "../../ui/field.js";
import { visible } from "../../core/pure/format.js";
import { gettext } from "../../core/i18n.js";
import { DetachKeys, endingKey, withCtrl } from "./pure/key_meanings.js";
import { question } from "./paste_flow.js";

export class Typing {
  #detach = new DetachKeys();
  #isFree = false;
  /** The Ctrl soft key was pressed and changes the next character. */
  isCtrlHeld = false;
  onCtrl = () => {};

  /**
   * @param {Session} session
   * @param {import("./paste_flow.js").Pasting} pasting
   * @param {() => void} refused called when a typed key is not sent
   */
  constructor(session, pasting, refused) {
    this.session = session;
    this.pasting = pasting;
    this.refused = refused;
  }

  /** Listen to the input events of the terminal. */
  connect() {
    const { terminal } = this.session.screen;
    terminal.onData((text) => void this.type(text));
    terminal.onBinary((text) => void this.session.type(Uint8Array.from(text, (char) => char.charCodeAt(0))));
    terminal.onKey(({ key }) => this.#pressed(key));
  }

  /** @param {string} text */
  async type(text) {
    const typed = this.isCtrlHeld && text.length === 1 ? withCtrl(text) : text;
    this.holdCtrl(false);
    if (typed.includes("\u0003")) this.pasting.stop();
    if (await this.#mayEnd(typed)) await this.session.type(new TextEncoder().encode(typed));
  }

  /** @param {boolean} on */
  holdCtrl(on) {
    if (this.isCtrlHeld === on) return;
    this.isCtrlHeld = on;
    this.onCtrl();
  }

  /** Called for every key, including keys that are not sent. @param {string} key */
  #pressed(key) {
    const { session } = this;
    if (session.takesKeys || session.state !== "live") return;
    if (this.#detach.press(key) && session.isAttach && session.about?.isOwner) void session.detach();
    else this.refused();
  }

  /** @param {string} typed */
  async #mayEnd(typed) {
    const key = this.session.isAttach && !this.#isFree && this.session.takesKeys ? endingKey(typed) : null;
    if (!key) return true;
    const name = visible(this.session.about?.name ?? "");
    const always = tick("console-free", gettext("Do not ask again in this console"));
    const text = gettext(
      "You are typing to the main process. %(key)s usually ends the process, and then %(name)s exits. To leave the container running, detach (Ctrl-P Ctrl-Q).",
      { key, name },
    );
    const title = gettext("Send %(key)s to %(name)s?", { key, name });
    const body = [element("p", {}, text), always.element];
    const isYes = await question(title, gettext("Send %(key)s", { key }), body, true);
    this.#isFree = isYes && always.input.checked;
    this.session.screen.terminal.focus();
    return isYes;
  }
}
