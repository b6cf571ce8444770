import assert from "node:assert/strict";
import { test } from "node:test";
import {
  endsAtOnce,
  memoryText,
  numberOr,
  pairsOf,
  revealed,
  slim,
} from "../../static/js/create/pure/form_values.js";

test("slim drops empty values", () => {
  const create = { image: "redis", name: "", tty: false, command: [], env: {}, health: null, cpus: 0.5 };
  assert.deepEqual(slim(create), { image: "redis", cpus: 0.5 });
});

test("memoryText writes bytes in the notation of --memory", () => {
  const texts = { "512m": 512 * 2 ** 20, "2g": 2 * 2 ** 30, "1025k": 1025 * 1024, 1000: 1000 };
  for (const [text, bytes] of Object.entries(texts)) assert.equal(memoryText(bytes), text);
  assert.equal(memoryText(0), "0");
  assert.equal(memoryText("512m"), "512m");
  assert.equal(memoryText(null), "");
});

test("numberOr keeps text that is not a number", () => {
  assert.equal(numberOr("1.5"), 1.5);
  assert.equal(numberOr("two"), "two");
  assert.equal(numberOr(""), "");
});

test("pairsOf reads the lines of an env file", () => {
  const text = "# comment\nA=1\r\nexport B=two words\n\n-e C='a=b'\nD\nE=\"x\"\n";
  assert.deepEqual(pairsOf(text), [
    ["A", "1"],
    ["B", "two words"],
    ["C", "a=b"],
    ["D", ""],
    ["E", "x"],
  ]);
});

test("a shell without an open terminal exits immediately", () => {
  const ends = [
    { image: "ubuntu" },
    { image: "docker.io/library/alpine:3.20" },
    { image: "redis", command: ["/bin/bash"] },
    { image: "redis", entrypoint: ["sh"] },
    { image: "ubuntu", tty: true },
  ];
  const stays = [
    { image: "ubuntu", tty: true, openStdin: true },
    { image: "ubuntu", command: ["sleep", "60"] },
    { image: "nginx" },
    { image: "ubuntu-server" },
    { image: "redis", command: ["sh", "-c", "sleep 60"] },
  ];
  for (const create of ends) assert.ok(endsAtOnce(create), JSON.stringify(create));
  for (const create of stays) assert.ok(!endsAtOnce(create), JSON.stringify(create));
});

test("revealed replaces masked values that are unchanged", () => {
  const hidden = "••••••";
  const shown = {
    env: { A: hidden, B: hidden, C: "c" },
    labels: { token: hidden },
    command: ["--token", hidden],
    entrypoint: ["serve", hidden],
    health: { command: `check ${hidden}` },
  };
  const real = {
    env: { A: "a", B: "b", C: "c" },
    labels: { token: "t" },
    command: ["--token", "t"],
    entrypoint: ["serve", "e"],
    health: { command: "check x" },
  };
  const form = {
    ...shown,
    name: "copy",
    env: { A: hidden, B: "typed", D: hidden },
    entrypoint: ["other"],
    health: { command: `check ${hidden}`, retries: 5 },
  };
  assert.deepEqual(revealed(form, shown, real), {
    name: "copy",
    env: { A: "a", B: "typed", D: hidden },
    labels: { token: "t" },
    command: ["--token", "t"],
    entrypoint: ["other"],
    health: { command: "check x", retries: 5 },
  });
});
