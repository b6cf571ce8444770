/** Modal dialogs with a title, a body and a Close button. After Esc or Close the focus returns to where it was. */

import { element } from "../dom.js";
import { gettext } from "../../core/i18n.js";
import { loadStyle } from "../stylesheets.js";

/** @typedef {{element: HTMLDialogElement, close: () => void, closed: Promise<void>}} Dialog */

/**
 * Open a modal dialog. Its element is removed from the page when it closes.
 * @param {{title: string, kind: string, body: (Node | string)[]}} what `kind` is the CSS class of the dialog
 * @returns {Promise<Dialog>}
 */
export async function openDialog({ title, kind, body }) {
  await loadStyle("dialog.css");
  const id = `${kind}-title`;
  const away = element("button", { type: "button", class: "away", "aria-label": gettext("Close") }, "✕");
  const head = element("header", {}, element("h2", { id }, title), away);
  const dialog = element("dialog", { class: `dialog ${kind}`, "aria-labelledby": id }, head, ...body);
  const close = () => dialog.close();
  away.addEventListener("click", close);
  document.body.append(dialog);
  const closed = /** @type {Promise<void>} */ (
    new Promise((resolve) => {
      dialog.addEventListener("close", () => {
        dialog.remove();
        resolve();
      });
    })
  );
  dialog.showModal();
  return { element: dialog, close, closed };
}
