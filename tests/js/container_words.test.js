import assert from "node:assert/strict";
import { test } from "node:test";
import { isBadNews, moveText, shortFactOf } from "../../static/js/core/container_words.js";
import { causeCodes } from "./lifecycle_table.js";
import { container } from "./sample_containers.js";

const refused = (/** @type {string} */ code) => ({
  edge: "start-failed",
  from: "created",
  to: "created",
  fromRoom: "created",
  toRoom: "created",
  exitCode: 127,
  cause: { code, text: "" },
});

test("a failed start is bad news and has a short cause", () => {
  assert.equal(moveText(refused("not_found")), "failed to start: command not found");
  assert.equal(moveText(refused("start_failed")), "failed to start");
  assert.equal(isBadNews(refused("not_found")), true);
});

test("every cause has short words", () => {
  const text = "the whole sentence";
  for (const code of causeCodes()) {
    const ended = container({ state: "exited", room: "exited", cause: { code, text } });
    assert.notEqual(shortFactOf(ended, true), text, code);
  }
});
