/** Keyboard shortcuts of buttons: a key clicks the button whose `aria-keyshortcuts` names it. */

/**
 * Click the enabled button with this shortcut. Returns false if there is none.
 * @param {string} key
 */
export function pressShortcut(key) {
  const button = document.querySelector(`button[aria-keyshortcuts="${CSS.escape(key)}"]`);
  if (!(button instanceof HTMLButtonElement) || button.disabled) return false;
  button.click();
  return true;
}
