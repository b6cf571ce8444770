/** Links in terminal output: the page shows the real address and asks before it opens a link that a program wrote. */

import { openDialog } from "../../ui/dialogs/dialog.js";
import { element } from "../../ui/dom.js";
import { visible } from "../../core/pure/format.js";
import { gettext } from "../../core/i18n.js";

/**
 * Ask before a link is opened. The new page receives neither the referrer nor a reference to this window.
 * @param {string} text
 */
export async function askAboutLink(text) {
  if (document.querySelector("dialog[open]")) return;
  const address = addressOf(text);
  if (!address) return;
  const go = element(
    "a",
    { class: "button primary", href: address.href, target: "_blank", rel: "noopener noreferrer" },
    gettext("Open in a new tab"),
  );
  const stay = element("button", { type: "button" }, gettext("Cancel"));
  const body = [
    element("p", {}, gettext("A program in the container wrote this link. The link leads to:")),
    element(
      "p",
      { class: "address", translate: "no" },
      element("b", {}, address.host),
      element("code", {}, visible(address.href)),
    ),
    element("p", { class: "buttons" }, stay, go),
  ];
  const dialog = await openDialog({ title: gettext("Open this link?"), kind: "link", body });
  for (const button of [stay, go]) button.addEventListener("click", dialog.close);
  stay.focus();
}

/**
 * Return the address as the browser parses it (international host names as punycode). Returns null unless it is http
 * or https.
 * @param {string} text
 */
export function addressOf(text) {
  if (!URL.canParse(text)) return null;
  const address = new URL(text);
  return address.protocol === "https:" || address.protocol === "http:" ? address : null;
}
