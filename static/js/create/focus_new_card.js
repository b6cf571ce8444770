/** Focuses the card of a new container when the event of the engine adds it to the board. */

/** @import { Page } from "../../../types/view.d.ts" */

const WAITED_MS = 10_000;

/**
 * Wait for the card. It does not take the focus from a dialog or an input field.
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
