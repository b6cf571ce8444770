/** Offers actions after a container could not be created or started. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { Create, Problem } from "../../../types/images.d.ts" */
import { element } from "../ui/dom.js";
import { keyOf } from "../core/pure/store.js";
import { gettext } from "../core/i18n.js";
import { openPull } from "../pull/pull_dialog.js";
import { HolderView } from "./name_conflict.js";

/** @typedef {ConstructorParameters<typeof HolderView>[2]} Recovery `onFree` is called when the name is free again */

/**
 * Return the elements to show below the error text.
 * @param {Page} page
 * @param {{engine: string, image: string, name?: string | null | undefined}} body the failed request
 * @param {Problem} problem
 * @param {Recovery} to
 * @returns {HTMLElement[]}
 */
export function recoveryActions(page, body, problem, to) {
  if (problem.code === "sign_in") return [signIn(page, body)];
  if (problem.holder)
    return [
      element("p", {}, gettext("Choose another name above, or free this name:")),
      new HolderView(page, problem.holder, to).element,
    ];
  return problem.id ? notStarted(page, body, problem.id, to) : [];
}

/** @param {Page} page @param {{engine: string, image: string}} body */
function signIn(page, { engine, image }) {
  const button = element("button", { type: "button" }, gettext("Pull with user and password…"));
  button.addEventListener("click", () => void openPull(page, { engine, reference: image, username: true }));
  return element("p", {}, button);
}

/**
 * @param {Page} page
 * @param {{engine: string, name?: string | null | undefined}} body
 * @param {string} id
 * @param {Recovery} to
 */
function notStarted(page, { engine, name }, id, to) {
  const known = page.store.state.containers.get(keyOf({ engine, id }));
  const holder = {
    engine,
    id,
    name: known?.name ?? name ?? id.slice(0, 12),
    state: known?.state ?? "created",
  };
  return [
    element(
      "p",
      {},
      gettext(
        "The container was created but did not start. Fix the cause and start the container, or remove it.",
      ),
    ),
    new HolderView(page, /** @type {import("./name_conflict.js").Holder} */ (holder), to).element,
  ];
}
