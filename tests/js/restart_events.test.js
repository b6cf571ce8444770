import assert from "node:assert/strict";
import { test } from "node:test";
import { foldRestarts } from "../../static/js/core/pure/restart_events.js";

const move = (name, edge, from, to, at) => ({ engine: "local", id: name, name, edge, from, to, at });
const die = (name, at) => move(name, "die", "running", "restarting", at);
const again = (name, at) => move(name, "restart", "restarting", "running", at);
const texts = (moves, restarts = 0) =>
  foldRestarts(moves, () => restarts).map((event) =>
    event.restarts
      ? `${event.move.name} ×${event.restarts} ${event.move.at}`
      : `${event.move.name} ${event.move.edge}`,
  );

test("a loop is one event at the place of its newest move, with the engine's count", () => {
  const moves = [
    die("mailer", 9),
    move("web", "stop", "running", "exited", 8),
    again("mailer", 7),
    die("mailer", 6),
    again("mailer", 5),
    move("db", "start", "exited", "running", 4),
    die("mailer", 3),
  ];
  assert.deepEqual(texts(moves, 11), ["mailer ×11 9", "web stop", "db start"]);
  assert.deepEqual(texts(moves), ["mailer ×2 9", "web stop", "db start"]);
});

test("a single restart keeps its two moves", () => {
  assert.deepEqual(texts([again("web", 2), die("web", 1)], 1), ["web restart", "web die"]);
});

test("two loops are two events, and other moves of a looping container stay", () => {
  const moves = [
    move("a", "stop", "restarting", "exited", 9),
    again("a", 8),
    again("b", 7),
    again("a", 6),
    again("b", 5),
    move("a", "restart", "exited", "running", 4),
  ];
  assert.deepEqual(texts(moves, 2), ["a stop", "a ×2 8", "b ×2 7", "a restart"]);
  assert.deepEqual(texts([]), []);
});
