/** Follows the stats of containers over the one connection of the page to `/stats`. */

/** @import { Sample } from "../../../types/wire.d.ts" */
import { connectChannel } from "../core/sockets.js";

/** @typedef {{engine: string, id: string}} Of */

/** Delay before a refused request is repeated, for example after too many containers were followed. */
const AGAIN_MS = 10_000;

/** @type {ReturnType<typeof connectChannel> | null} */
let channel = null;
/** @type {Map<string, Set<(sample: Sample) => void>>} */
const followed = new Map();

/**
 * Follow a container. Returns a function that stops it.
 * @param {Of} of
 * @param {(sample: Sample) => void} take
 */
export function follow(of, take) {
  const key = `${of.engine}/${of.id}`;
  const takers = followed.get(key) ?? new Set();
  followed.set(key, takers.add(take));
  channel ??= connectChannel("/stats", {
    on: { sample: receive },
    onBack: followAll,
    onLost: () => undefined,
  });
  if (takers.size === 1 && channel.connected) ask("follow", of);
  return () => leave(key, of, take);
}

/** @param {string} key @param {Of} of @param {(sample: Sample) => void} take */
function leave(key, of, take) {
  const takers = followed.get(key);
  if (!takers?.delete(take) || takers.size) return;
  followed.delete(key);
  if (channel?.connected) ask("unfollow", of);
  if (followed.size) return;
  channel?.close();
  channel = null;
}

function followAll() {
  for (const key of followed.keys()) {
    const [engine = "", id = ""] = key.split("/");
    ask("follow", { engine, id });
  }
}

/** @param {"follow" | "unfollow"} event @param {Of} of */
function ask(event, { engine, id }) {
  const again = () => followed.has(`${engine}/${id}`) && channel?.connected && ask(event, { engine, id });
  void channel?.request(event, { engine, id }).then(
    (answer) => event === "follow" && !answer.ok && setTimeout(again, AGAIN_MS),
    () => undefined,
  );
}

/** @param {Sample} sample */
function receive(sample) {
  for (const take of followed.get(`${sample.engine}/${sample.id}`) ?? []) take(sample);
}
