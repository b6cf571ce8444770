/** Finds the card of an event, and the key and the container of a card. */

/** @import { Container } from "../../../../types/wire.d.ts" */
/** @import { Page } from "../../../../types/view.d.ts" */
import { keyOf } from "../../core/pure/store.js";

/**
 * Return the card that contains the target of an event, or null.
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
 * Return the current container of a card, or undefined if it was removed.
 * @param {Page} page
 * @param {HTMLElement} card
 * @returns {Container | undefined}
 */
export function containerAt({ store }, card) {
  return store.state.containers.get(keyAt(card));
}
