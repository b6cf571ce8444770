import assert from "node:assert/strict";
import { test } from "node:test";
import { COMMAND_KEYS, interrupts, keyOfCommand } from "../../static/js/commands/pure/command_keys.js";
import { lifecycle } from "./lifecycle_table.js";

test("each command of the lifecycle table has a key", () => {
  const commands = lifecycle().commands.map(({ name }) => name);
  assert.deepEqual(
    commands.filter((command) => !keyOfCommand(command)),
    [],
  );
  const known = Object.values(COMMAND_KEYS).flat();
  assert.deepEqual(
    known.filter((command) => !commands.includes(command)),
    [],
  );
});

test("two commands share a key only if no state allows both, except remove and force-remove", () => {
  const { commands } = lifecycle();
  const allowed = (name, state) =>
    commands.find((command) => command.name === name).answers[state].verdict === "done";
  for (const [key, [first, second]] of Object.entries(COMMAND_KEYS)) {
    if (!second || key === "Delete") continue;
    const states = Object.keys(commands[0].answers);
    assert.deepEqual(
      states.filter((state) => allowed(first, state) && allowed(second, state)),
      [],
      key,
    );
  }
});

test("a key is written as on a keyboard", () => {
  assert.equal(keyOfCommand("force-remove"), "Del");
  assert.equal(keyOfCommand("rename"), "n");
  assert.equal(keyOfCommand("create"), "");
});

test("the commands that interrupt a running container are stop, restart and pause", () => {
  const names = lifecycle().commands.map(({ name }) => name);
  assert.deepEqual(names.filter(interrupts).sort(), ["pause", "restart", "stop"]);
});
