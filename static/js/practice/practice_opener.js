/** The button "Practice…" in the notice of a practice engine. The dialog is loaded on first use. */

/** @import { Page } from "../../../types/view.d.ts" */
import { modeRefusal } from "../core/access.js";
import { gettext } from "../core/i18n.js";
import { lazyImport } from "../ui/dialogs/dialog_openers.js";
import { byId, element } from "../ui/dom.js";

/** Owns the button in `#news`. Also opens the dialog for other buttons `[data-open="practice"]`. */
export class PracticeOpener {
  #leave = new AbortController();

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.button = element(
      "button",
      { type: "button", class: "for-practice", "data-open": "practice", "aria-haspopup": "dialog" },
      gettext("Practice…"),
    );
  }

  connect() {
    const { signal } = (this.#leave = new AbortController());
    // The text of the notice is its last child.
    if (!modeRefusal(this.page, "reset-practice"))
      byId("news", HTMLElement).lastElementChild?.before(this.button);
    document.addEventListener("click", (event) => void this.#click(event), { signal });
  }

  disconnect() {
    this.#leave.abort();
    this.button.remove();
  }

  /** @param {MouseEvent} event */
  async #click({ target }) {
    if (!(target instanceof Element) || !target.closest('[data-open="practice"]')) return;
    const dialog = await lazyImport(() => import("./practice_dialog.js"));
    await dialog?.openPractice(this.page);
  }
}
