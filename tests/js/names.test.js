import assert from "node:assert/strict";
import { test } from "node:test";
import { halfOf, halvesOf } from "../../static/js/map/name_split.js";

const em = (text) => text.length;

test("a name is parted at its latest joint that fits", () => {
  assert.deepEqual(halvesOf("shop-payments-1", em, 14), ["shop-payments-", "1"]);
  assert.deepEqual(halvesOf("shop-payments-1", em, 10), ["shop-", "payments-1"]);
  assert.deepEqual(halvesOf("a_b.c", em, 4), ["a_b.", "c"]);
});

test("a half may be a little too long for its line, not much", () => {
  assert.deepEqual(halvesOf("shop-payments-1", em, 8), ["shop-", "payments-1"]);
  assert.equal(halvesOf("shop-payments-1", em, 6), null);
});

test("a name without a joint is not parted, and an end is none", () => {
  assert.equal(halvesOf("monitoring", em, 5), null);
  assert.equal(halvesOf("monitoring-", em, 10), null);
});

test("the width two lines must have", () => {
  assert.equal(halfOf("shop-payments-1", em), 10);
  assert.ok(Math.abs(halfOf("monitoring", em) - 5.5) < 0.01);
});
