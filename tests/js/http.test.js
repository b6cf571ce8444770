import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { ask } from "../../static/js/core/http.js";

globalThis.document = /** @type {any} */ ({ documentElement: { lang: "en" }, getElementById: () => null });
afterEach(() => mock.restoreAll());

/** Let `fetch` answer as it is told, and count what is asked. @param {...(object | Error)} answers */
function answering(...answers) {
  return mock.method(globalThis, "fetch", async () => {
    const next = answers.shift();
    if (next instanceof Error) throw next;
    return { ok: true, status: 200, json: async () => next };
  });
}

test("a question that the network dropped is asked once more", async () => {
  const fetched = answering(new TypeError("network"), { ok: true });

  assert.deepEqual(await ask("GET", "/x"), { ok: true });
  assert.equal(fetched.mock.callCount(), 2);
});

test("a question that the network drops four times is answered the fifth time", async () => {
  const fetched = answering(...Array(4).fill(new TypeError("network")), { ok: true });

  assert.deepEqual(await ask("GET", "/x"), { ok: true });
  assert.equal(fetched.mock.callCount(), 5);
});

test("a question nobody answers is given up after the fifth time", async () => {
  const fetched = answering(...Array(5).fill(new TypeError("network")), { ok: true });

  await assert.rejects(ask("GET", "/x"), { code: "no_server" });
  assert.equal(fetched.mock.callCount(), 5);
});

test("what may change something is sent once", async () => {
  const fetched = answering(new TypeError("network"), { ok: true });

  await assert.rejects(ask("POST", "/x", { body: {} }), { code: "no_server" });
  assert.equal(fetched.mock.callCount(), 1);
});
