import assert from "node:assert/strict";
import { test } from "node:test";
import { spansOf } from "../../static/js/logs/pure/ansi.js";

const texts = (/** @type {{text: string}[]} */ lines) => lines.map(({ text }) => text).join("");

test("colours become classes, and other control sequences are removed", () => {
  assert.deepEqual(spansOf("a\u001b[1;31mb\u001b[0mc\u001b]0;title\u0007d"), [
    { text: "a", classes: [] },
    { text: "b", classes: ["ansi-bold", "ansi-red"] },
    { text: "c", classes: [] },
    { text: "d", classes: [] },
  ]);
  assert.deepEqual(spansOf("50 %\r100 %"), [{ text: "100 %", classes: [] }]);
});

test("a line with a thousand colours has a hundred spans and all its text", () => {
  const spans = spansOf("\u001b[31ma\u001b[32mb".repeat(500));

  assert.equal(spans.length, 100);
  assert.equal(texts(spans), "ab".repeat(500));
});
