/** What is looked for in a log: plain text, or a pattern between slashes. Pure. */

/**
 * Return a test of a line, null for an empty wish, and whether the wish is no pattern.
 * @param {string} wish
 * @returns {{test: ((text: string) => boolean) | null, isBad: boolean}}
 */
export function wished(wish) {
  if (!wish) return { test: null, isBad: false };
  const pattern = /^\/(.+)\/(i?)$/.exec(wish);
  if (!pattern) {
    const wanted = wish.toLowerCase();
    return { test: (text) => text.toLowerCase().includes(wanted), isBad: false };
  }
  try {
    const found = new RegExp(pattern[1] ?? "", pattern[2]);
    return { test: (text) => found.test(text), isBad: false };
  } catch {
    return { test: null, isBad: true };
  }
}
