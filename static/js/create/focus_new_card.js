/** The card of a container that was just made gets the focus when Docker's event brings it, not before. */

/** @import { Page } from "../../../types/view.d.ts" */

const WAITED_MS = 10_000;

/**
 * Wait for the card; somebody who is doing something else by then is left alone.
 * @param {Page} page
 * @param {string} id
 */
export function focusOnArrival({ store }, id) {
  const look = () => {
    const card = document.querySelector(`[data-container][data-id="${CSS.escape(id)}"]`);
    if (!(card instanceof HTMLElement)) return false;
    end();
    if (!isBusy()) card.focus({ preventScroll: false });
    return true;
  };
  const unsubscribe = store.subscribe(look);
  const timer = setTimeout(() => end(), WAITED_MS);
  const end = () => {
    unsubscribe();
    clearTimeout(timer);
  };
  look();
}

function isBusy() {
  return (
    document.querySelector("dialog[open]") !== null || document.activeElement instanceof HTMLInputElement
  );
}
