/** The clipboard, where the browser lets a page have it. */

/** @param {string} text @returns {Promise<boolean>} whether it was copied */
export async function copied(text) {
  if (!text || !navigator.clipboard) return false;
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}

/** @returns {Promise<string | null>} null where the browser does not let the page read it */
export async function clipboardText() {
  if (!navigator.clipboard?.readText) return null;
  return navigator.clipboard.readText().catch(() => null);
}
