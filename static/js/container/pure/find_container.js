/** Finds the container that a name or an address names. Pure. */

/** @import { Container } from "../../../../types/wire.d.ts" */

/**
 * Return whether `asked` is a whole id.
 * @param {string} asked
 */
export function isId(asked) {
  return /^[0-9a-f]{64}$/.test(asked);
}

/**
 * Return the container with a name on an engine, or undefined.
 * @param {Iterable<Container>} containers
 * @param {string} engine
 * @param {string} name
 */
export function containerNamed(containers, engine, name) {
  for (const one of containers) if (one.engine === engine && one.name === name) return one;
  return undefined;
}

/**
 * Return the container that `asked` (a name, an id or the first digits of one) names on an engine, null if there is
 * none. The container found before is kept after a rename. If it is gone, a name may find the next container.
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
  const named = containerNamed(here, engine, asked);
  if (named) return named;
  const isDigits = asked.length >= 4 && /^[0-9a-f]+$/.test(asked);
  const byId = isDigits ? here.filter(({ id }) => id.startsWith(asked)) : [];
  return byId.length === 1 ? (byId[0] ?? null) : null;
}
