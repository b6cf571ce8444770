import assert from "node:assert/strict";
import { test } from "node:test";
import { wished } from "../../static/js/logs/pure/log_search.js";

test("text between slashes is a regular expression, and an invalid one is reported", () => {
  assert.equal(wished("/e.r/").test?.("error"), true);
  assert.equal(wished("ERR").test?.("error"), true);
  assert.deepEqual(wished("/(/"), { test: null, isBad: true });
});
