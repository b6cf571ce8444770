import assert from "node:assert/strict";
import { test } from "node:test";

import { findContainer } from "../../static/js/container/find_container.js";
import { arrow, WIDE, TALL } from "../../static/js/container/picture_geometry.js";
import { matches, treeRows } from "../../static/js/inspect/json_tree.js";
import { spansOf } from "../../static/js/logs/ansi.js";
import { Resume } from "../../static/js/logs/log_resume.js";
import { wished } from "../../static/js/logs/log_search.js";
import { withSample, SAMPLES_AT_MOST } from "../../static/js/stats/stats_rates.js";
import { binary, percent } from "../../static/js/stats/byte_units.js";

const one = (/** @type {object} */ facts) => /** @type {any} */ ({ engine: "local", ...facts });

test("a name finds the next container with that name, an id does not", () => {
  const [a, b] = [one({ id: "a".repeat(64), name: "web" }), one({ id: "b".repeat(64), name: "web" })];

  assert.equal(findContainer([a], "local", "web", null), a);
  assert.equal(findContainer([b], "local", "web", a), b);
  assert.equal(findContainer([b], "local", a.id, a), null);
  assert.equal(findContainer([a, b], "other", "web", null), null);
});

test("rooms of the lifecycle picture do not overlap", () => {
  for (const { rooms } of [WIDE, TALL]) {
    const all = Object.entries(rooms).filter(([name]) => name !== "dead");
    for (const [name, a] of all)
      for (const [other, b] of all)
        assert.ok(
          name === other ||
            a.x + a.width <= b.x ||
            b.x + b.width <= a.x ||
            a.y + a.height <= b.y ||
            b.y + b.height <= a.y,
          `${name} and ${other}`,
        );
  }
});

test("an arrow begins and ends outside its rooms", () => {
  const { d } = arrow(
    { x: 0, y: 0, width: 10, height: 10 },
    { x: 50, y: 0, width: 10, height: 10 },
    { beside: 0, words: 0 },
  );

  assert.equal(d, "M13 5L47 5");
});

test("colours become classes, and other control sequences are removed", () => {
  assert.deepEqual(spansOf("a\u001b[1;31mb\u001b[0mc\u001b]0;title\u0007d"), [
    { text: "a", classes: [] },
    { text: "b", classes: ["ansi-bold", "ansi-red"] },
    { text: "c", classes: [] },
    { text: "d", classes: [] },
  ]);
  assert.deepEqual(spansOf("50 %\r100 %"), [{ text: "100 %", classes: [] }]);
});

const line = (/** @type {string} */ at, /** @type {string} */ text, stream = "stdout") =>
  /** @type {any} */ ({ at: `2026-11-27T12:00:0${at}Z`, stream, text });
const texts = (/** @type {{text: string}[]} */ lines) => lines.map(({ text }) => text).join("");

test("a resumed log continues after its last line, also if lines share a timestamp", () => {
  const resume = new Resume();
  assert.equal(resume.since, "");
  assert.equal(texts(resume.fresh([line("1", "a"), line("2", "b"), line("2", "c")])), "abc");
  assert.equal(resume.since, "2026-11-27T12:00:01.000Z");

  resume.begin();

  assert.equal(texts(resume.fresh([line("1", "a"), line("2", "b")])), "");
  assert.equal(texts(resume.fresh([line("2", "c"), line("2", "d"), line("3", "e")])), "de");
});

test("stdout and stderr resume separately, because they are not in the order of their times", () => {
  const resume = new Resume();
  resume.fresh([line("1", "a"), line("3", "b"), line("2", "x", "stderr")]);
  resume.begin();

  const again = [line("1", "a"), line("3", "b"), line("2", "x", "stderr")];
  assert.equal(texts(resume.fresh([...again, line("3", "y", "stderr"), line("3", "c")])), "yc");
});

test("no line is dropped after the clock was set back", () => {
  const resume = new Resume();
  resume.fresh([line("8", "a")]);

  assert.equal(texts(resume.fresh([line("5", "b"), line("5", "c"), line("5", "d")])), "bcd");
  resume.begin();
  assert.equal(texts(resume.fresh([line("5", "b"), line("5", "c"), line("5", "d"), line("3", "e")])), "e");
});

test("a resumed log drops lines older than the first line on the page", () => {
  const resume = new Resume();
  resume.fresh([line("5", "a")]);
  resume.begin();

  const again = [line("4", "x", "stderr"), line("5", "a"), line("6", "y", "stderr")];
  assert.equal(texts(resume.fresh(again)), "y");
});

test("a line with a thousand colours has a hundred spans and all its text", () => {
  const spans = spansOf("\u001b[31ma\u001b[32mb".repeat(500));

  assert.equal(spans.length, 100);
  assert.equal(texts(spans), "ab".repeat(500));
});

test("text between slashes is a regular expression, and an invalid one is reported", () => {
  assert.equal(wished("/e.r/").test?.("error"), true);
  assert.equal(wished("ERR").test?.("error"), true);
  assert.deepEqual(wished("/(/"), { test: null, isBad: true });
});

test("rates are the growth of totals per second, and a total that went back has no rate", () => {
  const at = (/** @type {number} */ second, /** @type {number} */ rx) =>
    one({
      id: "x",
      at: new Date(second * 1000).toISOString(),
      cpu: 1,
      memory: 2,
      memoryLimit: 0,
      rx,
      tx: 0,
      read: 0,
      write: 0,
      pids: 1,
    });
  const first = withSample([], null, at(1, 100));
  const second = withSample(first, at(1, 100), at(3, 300));

  assert.equal(second.at(-1)?.rx, 100);
  assert.equal(withSample(second, at(3, 300), at(4, 0)).at(-1)?.rx, null);
  const slow = withSample(second, at(3, 300), at(8.1, 1320));
  assert.deepEqual([slow.length, Math.round(slow.at(-1)?.rx ?? 0)], [3, 200]); // Podman sends stats every five seconds
  assert.equal(withSample(second, at(3, 300), at(60, 0)).at(-2)?.cpu, null);
  assert.equal(withSample(Array(SAMPLES_AT_MOST).fill(first[0]), at(1, 0), at(2, 0)).length, SAMPLES_AT_MOST);
});

test("sizes have the format of docker stats", () => {
  assert.deepEqual([0, 1023, 1536, 64 * 1024 ** 2, 16 * 1024 ** 3].map(binary), [
    "0 B",
    "1023 B",
    "1.50 KiB",
    "64.0 MiB",
    "16.0 GiB",
  ]);
  assert.equal(percent(200.4), "200 %");
});

test("a tree is searched by keys and values, and its pointers are escaped", () => {
  const rows = treeRows({ "a/b": { c: "needle" }, list: [1] });

  assert.deepEqual(matches(rows, "NEEDLE"), ["/a~1b/c"]);
  assert.equal(rows.at(-1)?.pointer, "/list/0");
});
