/** Parses a log search: plain text, or a regular expression between slashes. Pure. */

/**
 * Return a function that tests a line, null for an empty search, and whether the regular expression is not valid.
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
