/** Calls asynchronous functions again after a failure. Pure except for the timers. */

const IMPORT_FIRST_MS = 20;
const IMPORT_RETRIES = 6;

/**
 * Return the result of `attempt`, which is called again after each of `waits` while it fails. Rejects with the last
 * error, or at once with an error for which `isTemporary` returns false.
 * @template Result
 * @param {() => Promise<Result>} attempt
 * @param {Iterable<number>} waits milliseconds between the attempts
 * @param {(error: unknown) => boolean} [isTemporary]
 * @returns {Promise<Result>}
 */
export async function retry(attempt, waits, isTemporary = () => true) {
  for (const wait of waits) {
    try {
      return await attempt();
    } catch (error) {
      if (!isTemporary(error)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  return attempt();
}

/**
 * Return the module that `load` imports. Rejects after six retries, about 1.3 s of waiting.
 * @template Module
 * @param {() => Promise<Module>} load calls `import()`; the browser requests only the modules that failed
 * @returns {Promise<Module>}
 */
export function importModule(load) {
  return retry(load, doubling(IMPORT_FIRST_MS, IMPORT_RETRIES));
}

/**
 * Return a function that calls `load` until it has succeeded once, and then returns the same result.
 * @template Result
 * @param {() => Promise<Result>} load
 * @returns {() => Promise<Result>}
 */
export function once(load) {
  /** @type {Promise<Result> | null} */
  let result = null;
  return () =>
    (result ??= load().catch((error) => {
      result = null;
      throw error;
    }));
}

/** Yield the same wait (ms) without end. @param {number} ms */
export function* every(ms) {
  for (;;) yield ms;
}

/** @param {number} first @param {number} count */
function doubling(first, count) {
  return Array.from({ length: count }, (_, index) => first * 2 ** index);
}
