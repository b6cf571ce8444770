/** A link in a terminal is what a program wrote: it opens only after a question that shows where it really leads. */

import { openDialog } from "../../ui/dialog.js";
import { element } from "../../ui/dom.js";
import { visible } from "../../core/format.js";
import { gettext } from "../../core/i18n.js";

/**
 * Ask; the page is opened by the person's own click, and learns nothing of this one.
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
 * Return the address as the browser reads it (a name in other letters as punycode), null if it is none of the web.
 * @param {string} text
 */
export function addressOf(text) {
  if (!URL.canParse(text)) return null;
  const address = new URL(text);
  return address.protocol === "https:" || address.protocol === "http:" ? address : null;
}
