import assert from "node:assert/strict";
import { test } from "node:test";
import { findContainer } from "../../static/js/container/pure/find_container.js";

const one = (/** @type {object} */ facts) => /** @type {any} */ ({ engine: "local", ...facts });

test("a name finds the next container with that name, an id does not", () => {
  const [a, b] = [one({ id: "a".repeat(64), name: "web" }), one({ id: "b".repeat(64), name: "web" })];

  assert.equal(findContainer([a], "local", "web", null), a);
  assert.equal(findContainer([b], "local", "web", a), b);
  assert.equal(findContainer([b], "local", a.id, a), null);
  assert.equal(findContainer([a, b], "other", "web", null), null);
});
