/** Many things to do, a few at a time. */

/**
 * Do `work` for every item, at most `atOnce` at once; returns when all are done.
 * @template Item
 * @param {Item[]} items
 * @param {number} atOnce
 * @param {(item: Item) => Promise<void>} work
 */
export async function withConcurrency(items, atOnce, work) {
  const waiting = [...items];
  const hand = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, hand));
}
