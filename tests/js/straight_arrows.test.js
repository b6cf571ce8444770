import assert from "node:assert/strict";
import { test } from "node:test";
import { PAGE } from "../../static/js/map/pure/sizes.js";
import { straightArrowYs } from "../../static/js/map/pure/straight_arrows.js";

const LABEL = PAGE.labelHeight;

function ys(pairs, changes = {}) {
  const room = (y, height) => ({ x: 0, y, width: 100, height });
  const rooms = { running: room(100, 400), failed: room(0, 300), paused: room(0, 60), ...changes };
  return straightArrowYs({ rooms, sizes: PAGE, unit: 1 }, pairs);
}

test("arrows between two rooms are in the height that both share, with space for their labels", () => {
  const found = ys([
    { from: "running", to: "failed", labels: 3 },
    { from: "failed", to: "running", labels: 1 },
  ]);
  const [first, second] = [found.get("running>failed"), found.get("failed>running")];
  assert.ok(first >= 100 + 3 * LABEL);
  assert.ok(second >= first + LABEL);
  assert.ok(second < 300);
});

test("arrows without labels over the line have no position of their own", () => {
  assert.ok(!ys([{ from: "running", to: "failed", labels: 0 }]).has("running>failed"));
});

test("arrows of rooms that share no height are at the lowest possible position", () => {
  const failed = { x: 0, y: 0, width: 100, height: 50 };
  const pair = { from: "running", to: "failed", labels: 1 };
  assert.ok(ys([pair], { failed }).get("running>failed") < 50);
});
