import assert from "node:assert/strict";
import { test } from "node:test";
import { halfOf, halvesOf } from "../../static/js/map/pure/name_split.js";

const em = (text) => text.length;

test("a name is split at the last separator that fits", () => {
  assert.deepEqual(halvesOf("shop-payments-1", em, 14), ["shop-payments-", "1"]);
  assert.deepEqual(halvesOf("shop-payments-1", em, 10), ["shop-", "payments-1"]);
  assert.deepEqual(halvesOf("a_b.c", em, 4), ["a_b.", "c"]);
});

test("a half may be slightly too long for its line", () => {
  assert.deepEqual(halvesOf("shop-payments-1", em, 8), ["shop-", "payments-1"]);
  assert.equal(halvesOf("shop-payments-1", em, 6), null);
});

test("a name without a separator inside is not split", () => {
  assert.equal(halvesOf("monitoring", em, 5), null);
  assert.equal(halvesOf("monitoring-", em, 10), null);
});

test("halfOf returns the width that two lines need", () => {
  assert.equal(halfOf("shop-payments-1", em), 10);
  assert.ok(Math.abs(halfOf("monitoring", em) - 5.5) < 0.01);
});
