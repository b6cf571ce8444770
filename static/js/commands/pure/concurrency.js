/** Runs asynchronous work with limited concurrency. */

/**
 * Call `work` for every item, with at most `atOnce` calls at the same time. Resolves when all calls are done.
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
