/** The letters written on buttons (`aria-keyshortcuts`): a letter presses its button. */

/**
 * Press the button that has this key; returns whether there is one.
 * @param {string} key
 */
export function pressShortcut(key) {
  const button = document.querySelector(`button[aria-keyshortcuts="${CSS.escape(key)}"]`);
  if (!(button instanceof HTMLButtonElement) || button.disabled) return false;
  button.click();
  return true;
}
