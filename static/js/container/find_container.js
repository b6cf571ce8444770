/** Which container an address means. Pure. */

/** @import { Container } from "../../../types/wire.d.ts" */

/**
 * Return whether `asked` is a whole id.
 * @param {string} asked
 */
export function isId(asked) {
  return /^[0-9a-f]{64}$/.test(asked);
}

/**
 * Return the container of an engine that `asked` (a name, an id or its first digits) means, null where there is none.
 * The one found before stays, whatever it is called by now; a name goes over to its next owner.
 * @param {Iterable<Container>} containers
 * @param {string} engine
 * @param {string} asked
 * @param {Container | null} before
 * @returns {Container | null}
 */
export function findContainer(containers, engine, asked, before) {
  const here = [...containers].filter((one) => one.engine === engine);
  const same = before && here.find(({ id }) => id === before.id);
  if (same) return same;
  const named = here.find(({ name }) => name === asked);
  if (named) return named;
  const isDigits = asked.length >= 4 && /^[0-9a-f]+$/.test(asked);
  const byId = isDigits ? here.filter(({ id }) => id.startsWith(asked)) : [];
  return byId.length === 1 ? (byId[0] ?? null) : null;
}
