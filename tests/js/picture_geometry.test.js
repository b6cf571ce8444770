import assert from "node:assert/strict";
import { test } from "node:test";
import { arrow, WIDE, TALL } from "../../static/js/container/picture_geometry.js";

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
