/** Line input for a process without a terminal. Without one, the engine neither shows nor edits typed keys. */

/** @import { Session } from "./console_session.js" */
import { element } from "../ui/dom.js";
import { textInput } from "../ui/field.js";
import { gettext } from "../core/i18n.js";

/**
 * Return a form that sends one line at a time and writes the sent line to the screen.
 * @param {Session} session
 */
export function lineForm(session) {
  const label = gettext("Line to send to the process");
  const input = textInput(`line-${session.id.slice(0, 8)}`, {
    class: "mono",
    "aria-label": label,
    placeholder: label,
  });
  const form = element(
    "form",
    { class: "line" },
    input,
    element("button", { type: "submit" }, gettext("Send")),
  );
  form.addEventListener("keydown", (event) => event.stopPropagation());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const line = new TextEncoder().encode(`${input.value}\n`);
    if (!(await session.type(line))) return;
    session.screen.write(line, () => {});
    input.value = "";
  });
  return form;
}
