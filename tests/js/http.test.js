import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { ask } from "../../static/js/core/http.js";

globalThis.document = /** @type {any} */ ({ documentElement: { lang: "en" }, getElementById: () => null });
afterEach(() => mock.restoreAll());

/** Replace `fetch` with a mock that returns or throws each of `answers` in turn. @param {...(object | Error)} answers */
function answering(...answers) {
  return mock.method(globalThis, "fetch", async () => {
    const next = answers.shift();
    if (next instanceof Error) throw next;
    return { ok: true, status: 200, json: async () => next };
  });
}

test("GET is repeated after a network error", async () => {
  const fetched = answering(new TypeError("network"), { ok: true });

  assert.deepEqual(await ask("GET", "/x"), { ok: true });
  assert.equal(fetched.mock.callCount(), 2);
});

test("GET succeeds in the fifth attempt after four network errors", async () => {
  const fetched = answering(...Array(4).fill(new TypeError("network")), { ok: true });

  assert.deepEqual(await ask("GET", "/x"), { ok: true });
  assert.equal(fetched.mock.callCount(), 5);
});

test("GET fails after five network errors", async () => {
  const fetched = answering(...Array(5).fill(new TypeError("network")), { ok: true });

  await assert.rejects(ask("GET", "/x"), { code: "no_server" });
  assert.equal(fetched.mock.callCount(), 5);
});

test("POST that changes nothing is repeated after a network error", async () => {
  const fetched = answering(new TypeError("network"), { ok: true });

  assert.deepEqual(await ask("POST", "/x", { body: {}, isSafe: true }), { ok: true });
  assert.equal(fetched.mock.callCount(), 2);
});

test("POST is sent once", async () => {
  const fetched = answering(new TypeError("network"), { ok: true });

  await assert.rejects(ask("POST", "/x", { body: {} }), { code: "no_server" });
  assert.equal(fetched.mock.callCount(), 1);
});
