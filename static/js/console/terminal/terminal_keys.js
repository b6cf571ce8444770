/** Shortcuts, paste and context menu of the page while a terminal has the focus. */

/** @import { Pane } from "../console_pane.js" */
import { gettext } from "../../core/i18n.js";
import { openContextMenu } from "./context_menu.js";

export class TerminalKeys {
  #leave = new AbortController();

  /** @param {Pane} pane */
  constructor(pane) {
    this.pane = pane;
    /**
     * Shortcuts with Ctrl and Shift, by the position of the key, because the letters depend on the keyboard layout.
     * @type {Record<string, () => unknown>}
     */
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

  /** Ctrl-Shift-V stays with the browser, which fires a paste event. @param {KeyboardEvent} event */
  #isForTerminal(event) {
    if (!event.ctrlKey || !event.shiftKey || event.altKey) return true;
    if (event.code === "KeyV") return false;
    const act = this.acts[event.code];
    if (!act) return true;
    event.preventDefault();
    if (event.type === "keydown") void act();
    return false;
  }

  /**
   * Handled here, because xterm would send the whole text at once and without a question.
   * @param {ClipboardEvent} event
   */
  #paste(event) {
    event.preventDefault();
    event.stopPropagation();
    void this.pane.pasting.paste(event.clipboardData?.getData("text/plain") ?? "");
  }

  /**
   * A program that tracks the mouse also gets the right button. Shift with the right button opens the menu.
   * @param {MouseEvent} event
   */
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

  /** Return the focus to the terminal, unless the chosen item moved the focus. */
  #back() {
    if (document.activeElement === document.body) this.pane.screen.terminal.focus();
  }
}
