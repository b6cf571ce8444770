import assert from "node:assert/strict";
import { test } from "node:test";
import { Resume } from "../../static/js/logs/log_resume.js";

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
