/** Loads modules with `import()` and retries when the request fails. */

const FIRST_RETRY_MS = 20;
const RETRIES = 6;

/**
 * Return the module that `load` imports. Rejects after six retries, about 1.3 s of waiting.
 * @template Module
 * @param {() => Promise<Module>} load calls `import()`; the browser requests only the modules that failed
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
