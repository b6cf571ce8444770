/** Reads and writes the clipboard if the browser allows it. */

/** @param {string} text @returns {Promise<boolean>} whether the text was copied */
export async function copied(text) {
  if (!text || !navigator.clipboard) return false;
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}

/** @returns {Promise<string | null>} null if the browser does not allow reading */
export async function clipboardText() {
  if (!navigator.clipboard?.readText) return null;
  return navigator.clipboard.readText().catch(() => null);
}
