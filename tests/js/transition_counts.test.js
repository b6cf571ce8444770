import assert from "node:assert/strict";
import { test } from "node:test";
import { TransitionCounts } from "../../static/js/container/transition_counts.js";

const way = { from: "running", to: "exited", names: ["exit", "stop", "kill"] };
const edges = [
  { name: "exit", from: "running", to: "exited", label: "exit", by: "engine", quiet: false },
  { name: "stop", from: "running", to: "exited", label: "stop", by: "command", quiet: false },
  { name: "kill", from: "running", to: "exited", label: "kill", by: "command", quiet: true },
];

function walked(counts) {
  const ways = new TransitionCounts(null, null);
  for (const [name, count] of Object.entries(counts)) ways.steps.set(`${name} running exited`, { count });
  return ways.walked(way, edges);
}

test("an arrow counts each cause without a button by its name", () => {
  assert.equal(walked({ kill: 1 }), "kill ×1");
  assert.equal(walked({ exit: 2, kill: 1 }), "exit ×2 · kill ×1");
});

test("commands with a button have one count, shown from two on", () => {
  assert.equal(walked({ stop: 1 }), "");
  assert.equal(walked({ stop: 3, exit: 1 }), "×3 · exit ×1");
});

test("an arrow without transitions has no text", () => {
  assert.equal(walked({}), "");
});
