/** Toolbar of a console: typing, detach, search, copy, paste, font size, full window, screen reader, end. */

/** @import { Pane } from "./console_pane.js" */
import { element, setAttributes, setText } from "../ui/dom.js";
import { gettext } from "../core/i18n.js";
import { clipboardText, copied } from "./terminal/clipboard.js";
import { button } from "./console_parts.js";

const SHOWN_MS = 1500;

export class Toolbar {
  /** @param {Pane} pane */
  constructor(pane) {
    this.pane = pane;
    this.typing = element(
      "button",
      { type: "button", role: "switch", "data-act": "typing", class: "typing" },
      gettext("Typing"),
    );
    this.typing.addEventListener("click", () => this.#toggleTyping());
    this.lines = button({ word: gettext("Type lines"), act: "type-lines", press: () => this.#typeLines() });
    this.detach = button({
      word: gettext("Detach"),
      act: "detach",
      hint: gettext("Disconnect and leave the main process running (Ctrl-P Ctrl-Q)"),
      press: () => void pane.session.detach(),
    });
    this.reader = this.#readerButton();
    this.notice = element("span", { class: "toolbar-notice", role: "status" });
    this.paste = this.#tool(gettext("Paste (Ctrl-Shift-V)"), gettext("Paste"), "paste", () =>
      this.pasteClipboard(),
    );
    this.element = element(
      "div",
      { class: "console-bar", role: "toolbar", "aria-label": gettext("Console") },
      this.typing,
      this.lines,
      this.detach,
      this.notice,
      this.#tool(gettext("Search (Ctrl-Shift-F)"), gettext("Search"), "find", () => pane.find.open()),
      this.#tool(gettext("Copy the selection (Ctrl-Shift-C)"), gettext("Copy"), "copy", () =>
        this.copySelection(),
      ),
      this.paste,
      this.#tool(gettext("Smaller text, A−"), "A−", "smaller", () => pane.desk.preferences.grow(-1)),
      this.#tool(gettext("Larger text, A+"), "A+", "larger", () => pane.desk.preferences.grow(1)),
      this.reader,
      this.#tool(gettext("Full window (Ctrl-Shift-Enter)"), "", "full", () => pane.owner.full()),
    );
  }

  /** @param {import("./console_session.js").Session} session */
  write(session) {
    const { about } = session;
    const isAttach = session.isAttach && session.state === "live" && Boolean(about?.isOwner);
    const canType = Boolean(about?.canType);
    this.typing.hidden = !isAttach || !canType;
    this.lines.hidden = !isAttach || canType || !this.pane.takesLines;
    this.detach.hidden = !isAttach;
    this.paste.disabled = !session.takesKeys || !about?.tty;
    setAttributes(this.typing, { "aria-checked": String(session.isTyping) });
    setAttributes(this.reader, { "aria-pressed": String(this.pane.desk.preferences.isRead) });
  }

  /** Return the buttons for a console that has ended. */
  endButtons() {
    const { pane } = this;
    const again = button({ word: gettext("Open again"), act: "again", press: () => this.#again() });
    const close = button({ word: gettext("Close"), act: "close-ended", press: () => pane.owner.close(pane) });
    const isWatched = pane.session.about && !pane.session.about.isOwner;
    return element("p", { class: "console-end" }, ...(isWatched ? [close] : [again, close]));
  }

  async copySelection() {
    const text = this.pane.screen.terminal.getSelection();
    if (!text) return this.#showNotice(gettext("Nothing is selected"));
    this.#showNotice(
      (await copied(text)) ? gettext("Copied") : gettext("The browser does not allow copying"),
    );
    this.pane.screen.terminal.focus();
  }

  async pasteClipboard() {
    const text = await clipboardText();
    this.pane.screen.terminal.focus();
    if (text === null) this.#showNotice(gettext("Press Ctrl-Shift-V to paste"));
    else await this.pane.pasting.paste(text);
  }

  #toggleTyping() {
    const { session, screen } = this.pane;
    session.setTyping(!session.isTyping);
    screen.terminal.focus();
  }

  /** Attach again with stdin and typing turned on, because the user asked to type. */
  #typeLines() {
    const { session, owner } = this.pane;
    void session.detach();
    owner.again(this.pane, { mode: "attach", stdin: true }, true);
  }

  #again() {
    const { session, owner } = this.pane;
    const { about, opening } = session;
    if (opening) return owner.again(this.pane, opening);
    if (!about) return;
    const { mode, cmd, tty, user, workdir } = about;
    const asked =
      mode === "attach" ? { mode } : { mode, cmd, tty, ...(user && { user }), ...(workdir && { workdir }) };
    owner.again(this.pane, asked);
  }

  #readerButton() {
    const { preferences } = this.pane.desk;
    const word = gettext("Make the output available to a screen reader");
    return this.#tool(word, gettext("Screen reader"), "reader", () => {
      preferences.toggleReader();
      this.write(this.pane.session);
    });
  }

  /** @param {string} word @param {string} icon @param {string} act @param {() => void} press */
  #tool(word, icon, act, press) {
    return button({ word, icon, act, press });
  }

  /** @param {string} text */
  #showNotice(text) {
    setText(this.notice, text);
    setTimeout(() => setText(this.notice, ""), SHOWN_MS);
  }
}
