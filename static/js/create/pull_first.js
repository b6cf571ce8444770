/** Pulls a missing image before the container is created, and shows the progress. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { Pull } from "../../../types/wire.d.ts" */
import { api, ask, Failure } from "../core/http.js";
import { gettext } from "../core/i18n.js";
import { pullProblem } from "../pull/pull_failure.js";
import { PullCard } from "../pull/pull_progress.js";

/**
 * Pull an image and wait for the end. Raises Failure if the pull fails or is cancelled, and the reason of `signal` if
 * it is aborted. An abort does not stop the pull.
 * @param {Page} page
 * @param {{engine: string, reference: string, place: HTMLElement, signal: AbortSignal}} how `place` shows the progress
 */
export async function pullFirst(page, { engine, reference, place, signal }) {
  const { pull: id } = await ask("POST", api("images", engine, "pull"), { body: { reference }, signal });
  /** @type {PullCard | null} */
  let card = null;
  const look = () => {
    const pull = page.pulls.get(id);
    if (!pull) return null;
    if (!card) place.replaceChildren((card = new PullCard(page, pull, () => {})).element);
    card.write(pull);
    card.again.hidden = true;
    return pull.state === "pulling" ? null : pull;
  };
  const pull = await ended(page, look, signal);
  place.replaceChildren();
  if (pull.state !== "done") throw new Failure(pullEndProblem(pull));
}

/**
 * @param {Page} page
 * @param {() => Pull | null} look
 * @param {AbortSignal} signal
 * @returns {Promise<Pull>}
 */
function ended({ pulls, clock }, look, signal) {
  return new Promise((resolve, reject) => {
    const step = () => {
      const pull = look();
      if (pull) finish(() => resolve(pull));
    };
    const giveUp = () => finish(() => reject(signal.reason));
    const ends = [pulls.subscribe(step), clock.onTick(step)];
    const finish = (/** @type {() => void} */ then) => {
      for (const end of ends) end();
      signal.removeEventListener("abort", giveUp);
      then();
    };
    signal.addEventListener("abort", giveUp);
    step();
  });
}

/** @param {Pull} pull @returns {import("../../../types/images.d.ts").Problem} */
function pullEndProblem({ error, state }) {
  if (!error || state === "cancelled")
    return {
      status: 0,
      code: "cancelled",
      detail: gettext("The pull was cancelled, so no container was created."),
    };
  return pullProblem(error);
}
