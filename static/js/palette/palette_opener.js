/** Opens the command palette with Ctrl-K or Cmd-K, or with a button `[data-open="palette"]`. Loads it on first use. */

/** @import { Page } from "../../../types/view.d.ts" */
import { lazyImport } from "../ui/dialogs/dialog_openers.js";

/** Listens on the whole document. Owns no elements. */
export class PaletteOpener {
  #leave = new AbortController();

  /**
   * @param {Page} page
   * @param {import("../commands/lazy_commands.js").ControllerLoader} controller
   */
  constructor(page, controller) {
    this.page = page;
    this.controller = controller;
  }

  connect() {
    const { signal } = (this.#leave = new AbortController());
    // In the capture phase, before browsers and fields use the key. A terminal keeps it: shells delete a line with it.
    document.addEventListener("keydown", (event) => this.#press(event), { signal, capture: true });
    document.addEventListener("click", (event) => this.#click(event), { signal });
  }

  disconnect() {
    this.#leave.abort();
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const { key, ctrlKey, metaKey, altKey, shiftKey, target } = event;
    if (key.toLowerCase() !== "k" || altKey || shiftKey || ctrlKey === metaKey) return;
    if (target instanceof Element && target.closest(".xterm")) return;
    event.preventDefault();
    event.stopPropagation();
    void this.open();
  }

  /** @param {MouseEvent} event */
  #click({ target }) {
    if (target instanceof Element && target.closest('[data-open="palette"]')) void this.open();
  }

  async open() {
    const palette = await lazyImport(() => import("./palette_dialog.js"));
    await palette?.openPalette(this.page, this.controller);
  }
}
