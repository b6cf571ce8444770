/** The keys that are the page's while the terminal has the focus, its right button, and its paste. */

/** @import { Pane } from "../console_pane.js" */
import { gettext } from "../../core/i18n.js";
import { openContextMenu } from "./context_menu.js";

export class TerminalKeys {
  #leave = new AbortController();

  /** @param {Pane} pane */
  constructor(pane) {
    this.pane = pane;
    /** With Ctrl and Shift, by the key's place on the keyboard: letters differ by language. @type {Record<string, () => unknown>} */
    this.acts = {
      KeyC: () => pane.toolbar.copySelection(),
      KeyF: () => pane.find.open(),
      KeyX: () => pane.owner.leave(),
      Enter: () => pane.owner.full(),
    };
  }

  connect() {
    const { signal } = this.#leave;
    const { place, screen } = this.pane;
    screen.terminal.attachCustomKeyEventHandler((event) => this.#isForTerminal(event));
    place.addEventListener("paste", (event) => this.#paste(event), { signal, capture: true });
    place.addEventListener("contextmenu", (event) => this.#menu(event), { signal });
  }

  disconnect() {
    this.#leave.abort();
  }

  /** Ctrl-Shift-V is left to the browser: it is its paste. @param {KeyboardEvent} event */
  #isForTerminal(event) {
    if (!event.ctrlKey || !event.shiftKey || event.altKey) return true;
    if (event.code === "KeyV") return false;
    const act = this.acts[event.code];
    if (!act) return true;
    event.preventDefault();
    if (event.type === "keydown") void act();
    return false;
  }

  /** xterm would type all of it at once. @param {ClipboardEvent} event */
  #paste(event) {
    event.preventDefault();
    event.stopPropagation();
    void this.pane.pasting.paste(event.clipboardData?.getData("text/plain") ?? "");
  }

  /** A program that asked for the mouse has the right button, too; with Shift it is ours. @param {MouseEvent} event */
  #menu(event) {
    const { terminal } = this.pane.screen;
    event.preventDefault();
    if (terminal.modes.mouseTrackingMode !== "none" && !event.shiftKey) return;
    const { toolbar, find, session } = this.pane;
    const items = [
      {
        word: gettext("Copy"),
        key: "Ctrl-Shift-C",
        act: "copy",
        isOff: !terminal.hasSelection(),
        run: () => toolbar.copySelection(),
      },
      {
        word: gettext("Paste"),
        key: "Ctrl-Shift-V",
        act: "paste",
        isOff: !session.takesKeys,
        run: () => toolbar.pasteClipboard(),
      },
      { word: gettext("Select all"), key: "", act: "select-all", run: () => terminal.selectAll() },
      { word: gettext("Search"), key: "Ctrl-Shift-F", act: "find", run: () => find.open() },
    ];
    void openContextMenu(items, { x: event.clientX, y: event.clientY }, () => this.#back());
  }

  /** The focus comes back, unless what was chosen has taken it elsewhere. */
  #back() {
    if (document.activeElement === document.body) this.pane.screen.terminal.focus();
  }
}
