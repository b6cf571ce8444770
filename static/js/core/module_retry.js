/** Modules that come later, requested again at once where the browser dropped the request. */

const FIRST_RETRY_MS = 20;
const RETRIES = 6;

/**
 * Return what `load` brings; rejects where it fails for more than a second.
 * @template Module
 * @param {() => Promise<Module>} load calls `import()`; a browser requests only those modules again that failed
 * @returns {Promise<Module>}
 */
export async function bring(load) {
  for (let count = 0; ; count += 1) {
    try {
      return await load();
    } catch (error) {
      if (count === RETRIES) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, FIRST_RETRY_MS * 2 ** count));
  }
}
