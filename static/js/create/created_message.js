/** The message after a container was created: what was done, a link to the container, and the docker command. */

/** @import { Page } from "../../../types/view.d.ts" */
import { visible } from "../core/pure/format.js";
import { keyOf } from "../core/pure/store.js";
import { gettext } from "../core/i18n.js";
import { element } from "../ui/dom.js";
import { showDone } from "../ui/toast.js";

/**
 * Show the message, with the name of the container from the board if the board has the container already.
 * @param {Page} page
 * @param {{id: string, docker: string}} answer the server's answer
 * @param {{engine: string, start: boolean, name: string | null | undefined}} request
 */
export async function showCreated(page, { id, docker }, { engine, start, name }) {
  const known = page.store.state.containers.get(keyOf({ engine, id }));
  const shown = known?.name ?? name ?? id.slice(0, 12);
  const href = `/#${encodeURIComponent(engine)}/${encodeURIComponent(shown)}`;
  const text = start ? gettext("Created and started:") : gettext("Created, not started:");
  await showDone({ text: `${text} `, docker, more: [element("a", { href }, visible(shown))] });
}
