import assert from "node:assert/strict";
import { test } from "node:test";
import { joinWords } from "../../static/js/core/pure/docker_line.js";
import { splitArguments } from "../../static/js/create/pure/argument_list.js";
import { dockerLineCases } from "./docker_line_cases.js";
import { random } from "./sample_containers.js";

test("splits words like a shell", () => {
  const lines = {
    "sh -c 'echo hi'": ["sh", "-c", "echo hi"],
    'echo "a b"c': ["echo", "a bc"],
    "a\\ b": ["a b"],
    "''": [""],
    'x "" y': ["x", "", "y"],
    "  ": [],
    '"a\\nb" "\\$HOME" "\\""': ["a\\nb", "$HOME", '"'],
    "'a\\b'": ["a\\b"],
    "a\tb\nc": ["a", "b", "c"],
    "a \\\n b": ["a", "b"],
    "한국어 🐳": ["한국어", "🐳"],
  };
  for (const [line, args] of Object.entries(lines))
    assert.deepEqual(splitArguments(line), { args, open: null }, line);
});

test("keeps variables, globs and pipes as text", () => {
  assert.deepEqual(splitArguments("echo $HOME * | cat").args, ["echo", "$HOME", "*", "|", "cat"]);
});

test("reports a quote that is not closed", () => {
  assert.equal(splitArguments("echo 'a").open, "'");
  assert.equal(splitArguments('echo "a').open, '"');
  assert.equal(splitArguments("echo a\\").open, "\\");
  assert.equal(splitArguments("echo a\\\\").open, null);
  assert.equal(splitArguments("echo 'a\\'").open, null);
});

test("splitting a joined line returns the same arguments", () => {
  const next = random(7);
  const letters = ["a", " ", "'", '"', "\\", "$", "\n", "é", "=", "-", ""];
  for (let round = 0; round < 2000; round += 1) {
    const arg = () =>
      Array.from({ length: Math.floor(next() * 6) }, () => letters[Math.floor(next() * letters.length)]).join(
        "",
      );
    const args = Array.from({ length: Math.floor(next() * 5) }, arg);
    assert.deepEqual(splitArguments(joinWords(args)), { args, open: null }, JSON.stringify(args));
  }
});

test("splits a line as the server splits a pasted docker run command", () => {
  const { splits } = dockerLineCases();
  assert.ok(splits.filter(([, words]) => words?.length > 1).length > 100);
  for (const [line, words] of splits) {
    const { args, open } = splitArguments(line);
    if (open === "\\") continue; // the server keeps a backslash at the end, the form reports it
    assert.deepEqual(open === null ? args : null, words, JSON.stringify(line));
  }
});
