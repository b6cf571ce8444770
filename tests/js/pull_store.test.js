import assert from "node:assert/strict";
import { test } from "node:test";
import { createPulls, layerShareOf, shareOf } from "../../static/js/core/pure/pull_store.js";

const NOW = Date.parse("2026-01-01T12:00:00Z");
const at = (minutesAgo) => new Date(NOW - minutesAgo * 60_000).toISOString();
const pull = (id, facts = {}) => ({ id, state: "pulling", startedAt: at(1), endedAt: null, ...facts });

test("running pulls come first, then the newest", () => {
  const pulls = createPulls();
  pulls.take(pull("old", { startedAt: at(5) }));
  pulls.take(pull("ended", { state: "failed", endedAt: at(0) }));
  pulls.take(pull("new", { startedAt: at(2) }));
  assert.deepEqual(
    pulls.list(NOW).map(({ id }) => id),
    ["new", "old", "ended"],
  );
});

test("a change replaces the known pull", () => {
  const pulls = createPulls();
  let told = 0;
  pulls.subscribe(() => (told += 1));
  pulls.take(pull("old", { startedAt: at(5) }));
  pulls.take(pull("new"));
  pulls.take(pull("old", { startedAt: at(5), state: "done", endedAt: at(0) }));
  assert.deepEqual(
    pulls.list(NOW).map(({ id, state }) => [id, state]),
    [
      ["new", "pulling"],
      ["old", "done"],
    ],
  );
  assert.equal(told, 3);
});

test("failed pulls are shown for ten minutes, successes for one, and each can be dismissed", () => {
  const pulls = createPulls();
  pulls.take(pull("failed", { state: "failed", endedAt: at(9) }));
  pulls.take(pull("done", { state: "done", endedAt: at(0) }));
  assert.equal(pulls.list(NOW).length, 2);
  assert.equal(pulls.list(NOW + 59_000).length, 2);
  assert.equal(pulls.list(NOW + 60_000).length, 0);
  pulls.dismiss("done");
  assert.deepEqual(
    pulls.list(NOW).map(({ id }) => id),
    ["failed"],
  );
});

test("at most fifty pulls are kept, and a running pull is not dropped", () => {
  const pulls = createPulls();
  pulls.take(pull("running"));
  for (let index = 0; index < 80; index += 1)
    pulls.take(pull(`ended-${index}`, { state: "failed", endedAt: at(0) }));
  assert.equal(pulls.list(NOW).length, 50);
  assert.ok(pulls.get("running"));
  assert.ok(pulls.get("ended-79"));
});

test("a new connection starts with an empty store", () => {
  const pulls = createPulls();
  pulls.take(pull("one"));
  pulls.reset();
  assert.deepEqual(pulls.list(NOW), []);
});

test("the progress is known if the size is known, and is at most 1", () => {
  assert.equal(shareOf({ state: "pulling", current: 0, total: 0 }), null);
  assert.equal(shareOf({ state: "pulling", current: 5, total: 10 }), 0.5);
  assert.equal(shareOf({ state: "pulling", current: 12, total: 10 }), 1);
  assert.equal(shareOf({ state: "done", current: 0, total: 0 }), 1);
});

test("the progress of a layer without a size is unknown, not zero", () => {
  const share = (state, current = null, total = null) => layerShareOf({ state, current, total });
  assert.equal(share("waiting"), 0);
  assert.equal(share("downloading"), null);
  assert.equal(share("extracting"), null);
  assert.equal(share("downloading", 5), null);
  assert.equal(share("downloading", 5, 10), 0.5);
  assert.equal(share("complete"), 1);
  assert.equal(share("exists"), 1);
});
