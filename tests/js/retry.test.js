import assert from "node:assert/strict";
import { test } from "node:test";
import { once, retry } from "../../static/js/core/retry.js";

/** Return a function that rejects with `errors` in turn and then returns the number of its calls. */
function failing(...errors) {
  let calls = 0;
  return async () => {
    calls += 1;
    const error = errors.shift();
    if (error) throw error;
    return calls;
  };
}

test("repeats an attempt until it succeeds", async () => {
  assert.equal(await retry(failing(new Error("a"), new Error("b")), [0, 0, 0]), 3);
  assert.equal(await retry(failing(), [0]), 1);
});

test("rejects with the last error", async () => {
  await assert.rejects(retry(failing(new Error("a"), new Error("b")), [0]), { message: "b" });
  await assert.rejects(retry(failing(new Error("a")), []), { message: "a" });
});

test("does not repeat after an error that is not temporary", async () => {
  const attempt = failing(new TypeError("a"));

  await assert.rejects(
    retry(attempt, [0, 0], (error) => !(error instanceof TypeError)),
    { message: "a" },
  );
  assert.equal(await attempt(), 2);
});

test("once returns the first success and forgets a failure", async () => {
  const get = once(failing(new Error("a")));

  await assert.rejects(get(), { message: "a" });
  assert.equal(await get(), 2);
  assert.equal(await get(), 2);
});

test("once calls the function one time for simultaneous callers", async () => {
  const get = once(failing());

  assert.deepEqual(await Promise.all([get(), get()]), [1, 1]);
});
