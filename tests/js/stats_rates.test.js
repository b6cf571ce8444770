import assert from "node:assert/strict";
import { test } from "node:test";
import { withSample, SAMPLES_AT_MOST } from "../../static/js/stats/pure/stats_rates.js";

const one = (/** @type {object} */ facts) => /** @type {any} */ ({ engine: "local", ...facts });

test("rates are the growth of totals per second, and a total that went back has no rate", () => {
  const at = (/** @type {number} */ second, /** @type {number} */ rx) =>
    one({
      id: "x",
      at: new Date(second * 1000).toISOString(),
      cpu: 1,
      memory: 2,
      memoryLimit: 0,
      rx,
      tx: 0,
      read: 0,
      write: 0,
      pids: 1,
    });
  const first = withSample([], null, at(1, 100));
  const second = withSample(first, at(1, 100), at(3, 300));

  assert.equal(second.at(-1)?.rx, 100);
  assert.equal(withSample(second, at(3, 300), at(4, 0)).at(-1)?.rx, null);
  const slow = withSample(second, at(3, 300), at(8.1, 1320));
  assert.deepEqual([slow.length, Math.round(slow.at(-1)?.rx ?? 0)], [3, 200]); // Podman sends stats every five seconds
  assert.equal(withSample(second, at(3, 300), at(60, 0)).at(-2)?.cpu, null);
  assert.equal(withSample(Array(SAMPLES_AT_MOST).fill(first[0]), at(1, 0), at(2, 0)).length, SAMPLES_AT_MOST);
});
