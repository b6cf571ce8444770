import assert from "node:assert/strict";
import { test } from "node:test";
import { between } from "../../static/js/commands/pure/selection_range.js";

const KEYS = ["a", "b", "c", "d"];

test("a range includes both ends, in either direction", () => {
  assert.deepEqual(between(KEYS, "b", "d"), ["b", "c", "d"]);
  assert.deepEqual(between(KEYS, "c", "a"), ["a", "b", "c"]);
});

test("without a start that is shown, the range is its end", () => {
  assert.deepEqual(between(KEYS, null, "c"), ["c"]);
  assert.deepEqual(between(KEYS, "gone", "c"), ["c"]);
});
