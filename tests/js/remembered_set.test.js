import assert from "node:assert/strict";
import { test } from "node:test";
import { RememberedSet } from "../../static/js/core/pure/remembered_set.js";

function storageOf(items = {}) {
  const stored = new Map(Object.entries(items));
  return {
    getItem: (name) => stored.get(name) ?? null,
    setItem: (name, text) => stored.set(name, text),
  };
}

test("a name is remembered until it is taken out", () => {
  const storage = storageOf();
  new RememberedSet(storage, "set").put("local/shop", true);
  assert.equal(new RememberedSet(storage, "set").has("local/shop"), true);

  new RememberedSet(storage, "set").put("local/shop", false);
  assert.equal(new RememberedSet(storage, "set").has("local/shop"), false);
});

test("two pages of a browser keep each other's names", () => {
  const storage = storageOf();
  const [one, other] = [new RememberedSet(storage, "set"), new RememberedSet(storage, "set")];
  one.put("a", true);
  other.put("b", true);

  assert.deepEqual(
    ["a", "b"].map((name) => new RememberedSet(storage, "set").has(name)),
    [true, true],
  );
});

test("anything else in the storage counts as nothing", () => {
  for (const text of ["", "{", "7", '{"a":1}', "null"]) {
    const set = new RememberedSet(storageOf({ set: text }), "set");
    set.put("a", true);
    assert.equal(set.has("a"), true, text);
  }
  assert.equal(new RememberedSet(storageOf({ set: '[1,"a"]' }), "set").has("a"), true);
});

test("without a storage the names last as long as the page", () => {
  const forbidden = {
    getItem() {
      throw new DOMException("forbidden", "SecurityError");
    },
    setItem() {
      throw new DOMException("full", "QuotaExceededError");
    },
  };
  for (const storage of [null, forbidden]) {
    const set = new RememberedSet(storage, "set");
    set.put("a", true);
    assert.equal(set.has("a"), true);
  }
});

test("the oldest of too many names are dropped", () => {
  const set = new RememberedSet(storageOf(), "set");
  for (let number = 0; number < 501; number += 1) set.put(String(number), true);

  assert.deepEqual([set.has("0"), set.has("1"), set.has("500")], [false, true, true]);
});
