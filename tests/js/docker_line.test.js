import assert from "node:assert/strict";
import { test } from "node:test";
import {
  attachLine,
  dockerLine,
  execLine,
  joinWords,
  pruneLine,
  pullCommandLine,
  quoted,
  removeImageLine,
  removeImagesLine,
  tagLine,
} from "../../static/js/core/pure/docker_line.js";
import { dockerLineCases } from "./docker_line_cases.js";
import { lifecycle } from "./lifecycle_table.js";

const cases = dockerLineCases();
const table = lifecycle();

test("quotes a word as Python does", () => {
  for (const [text, line] of cases.quoted) assert.equal(quoted(text), line);
  for (const [words, line] of cases.joined) assert.equal(joinWords(words), line);
});

test("builds the line of each command of the lifecycle table as Python does", () => {
  assert.ok(cases.commands.length > 50);
  for (const { command, name, values, line } of cases.commands)
    assert.equal(dockerLine(table, command, [name], values), line);
});

test("builds the lines of consoles and images as Python does", () => {
  for (const { name, opening, line } of cases.execs) assert.equal(execLine(name, opening), line);
  for (const [name, line] of cases.attach) assert.equal(attachLine(name), line);
  for (const [reference, line] of cases.pull) assert.equal(pullCommandLine(reference), line);
  for (const [reference, force, line] of cases.rmi) assert.equal(removeImageLine(reference, { force }), line);
  for (const [references, line] of cases.rmiMany) assert.equal(removeImagesLine(references), line);
  for (const [name, line] of cases.tag) assert.equal(tagLine(name, name), line);
  assert.equal(pruneLine(), cases.prune);
});

test("the line of an unknown command is empty", () => {
  assert.equal(dockerLine(table, "compose", ["web"]), "");
});

test("one line for several containers, with the flags before the names", () => {
  assert.equal(dockerLine(table, "stop", ["a", "it's"], { timeout: 3 }), `docker stop -t 3 a 'it'"'"'s'`);
});
