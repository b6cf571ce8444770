/** From elements of the picture to containers, and back. */

/** @import { Container } from "../../../../types/wire.d.ts" */
/** @import { Page } from "../../../../types/view.d.ts" */
import { keyOf } from "../../core/store.js";

/**
 * Return the card that an event happened on, null if it was none.
 * @param {EventTarget | null} target
 */
export function cardAt(target) {
  const card = target instanceof Element ? target.closest("[data-container]") : null;
  return card instanceof HTMLElement ? card : null;
}

/** @param {HTMLElement} card */
export function keyAt({ dataset }) {
  return keyOf({ engine: dataset["engine"] ?? "", id: dataset["id"] ?? "" });
}

/**
 * Return the container of a card as it is now.
 * @param {Page} page
 * @param {HTMLElement} card
 * @returns {Container | undefined}
 */
export function containerAt({ store }, card) {
  return store.state.containers.get(keyAt(card));
}
