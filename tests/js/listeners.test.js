import assert from "node:assert/strict";
import { test } from "node:test";
import { Listeners } from "../../static/js/core/pure/listeners.js";

test("calls listeners in their order until they are removed", () => {
  /** @type {string[]} */
  const calls = [];
  const listeners = new Listeners();
  const end = listeners.add((value) => calls.push(`first ${value}`));
  listeners.add((value) => calls.push(`second ${value}`));

  listeners.notify(1);
  assert.equal(end(), true);
  listeners.notify(2);

  assert.deepEqual(calls, ["first 1", "second 1", "second 2"]);
  assert.equal(end(), false);
});
