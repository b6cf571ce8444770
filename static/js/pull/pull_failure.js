/** Failed pulls: the problem to show, and the toast for a pull that this page started. */

/** @import { Problem } from "../../../types/images.d.ts" */
/** @import { Pull } from "../../../types/wire.d.ts" */
/** @import { Page } from "../../../types/view.d.ts" */
import { guard, isBarred } from "../ui/guard.js";
import { pullCommandLine } from "../core/pure/docker_line.js";
import { element } from "../ui/dom.js";
import { gettext } from "../core/i18n.js";
import { showFailure } from "../ui/toast.js";

/**
 * @param {NonNullable<Pull["error"]>} error
 * @returns {Problem} with the code `sign_in` if credentials may help
 */
export function pullProblem(error) {
  const { code, text, help, engineMessage } = error;
  const named = needsCredentials(error) ? "sign_in" : code;
  return { status: 0, code: named, detail: text, help, ...(engineMessage ? { engineMessage } : {}) };
}

/** @param {Pull["error"]} error */
export function needsCredentials(error) {
  return error?.reason === "no_credentials" || error?.reason === "wrong_password";
}

/**
 * Show a toast when the pull fails. A page with a list of pulls shows the error in the list.
 * @param {Page} page
 * @param {string} id
 * @param {(pull: Pull) => void} again opens the pull dialog again
 */
export function showWhenFailed(page, id, again) {
  if (document.getElementById("pulls")) return;
  const look = () => {
    const pull = page.pulls.get(id);
    if (!pull || pull.state === "pulling") return;
    end();
    if (pull.error) void showFailedPull(page, pull, pull.error, again);
  };
  const end = page.pulls.subscribe(look);
  look();
}

/**
 * @param {Page} page
 * @param {Pull} pull
 * @param {NonNullable<Pull["error"]>} error
 * @param {(pull: Pull) => void} again
 */
async function showFailedPull(page, pull, error, again) {
  const button = element("button", { type: "button" }, gettext("Try again…"));
  guard(page, button, "pull");
  button.addEventListener("click", () => isBarred(button) || again(pull));
  const list = element("a", { href: `/images#pull-${pull.id}` }, gettext("Show all pulls"));
  await showFailure({
    problem: pullProblem(error),
    docker: pullCommandLine(pull.reference),
    more: [button, list],
  });
}
