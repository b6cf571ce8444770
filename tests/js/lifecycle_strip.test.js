import assert from "node:assert/strict";
import { test } from "node:test";
import { followedNext } from "../../static/js/list/pure/followed_rows.js";
import {
  filtersRoom,
  STRIP_HEIGHT,
  stripLayout,
  toggledRoom,
} from "../../static/js/list/pure/strip_layout.js";

for (const width of [1000, 1366, 3840]) {
  test(`in a strip of ${width} px no rooms overlap, and all rooms and arrows are inside`, () => {
    const { rooms, arrows } = stripLayout(width, 1);
    for (const [index, a] of rooms.entries()) {
      assert.ok(a.x >= 0 && a.x + a.width <= width && a.y + a.height <= STRIP_HEIGHT, a.name);
      for (const b of rooms.slice(index + 1)) {
        const apart =
          a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        assert.ok(apart, `${a.name} and ${b.name}`);
      }
    }
    for (const [x, y] of arrows.flatMap(({ points }) => points))
      assert.ok(x >= 0 && x <= width && y >= 0 && y <= STRIP_HEIGHT);
  });

  test(`in a strip of ${width} px each arrow ends at the edge of its rooms`, () => {
    const { rooms, arrows } = stripLayout(width, 1);
    const rects = new Map(rooms.map((room) => [room.name, room]));
    const touches = (name, [x, y]) => {
      const { x: left, y: top, width: w, height } = rects.get(name);
      return x >= left && x <= left + w && y >= top && y <= top + height;
    };
    for (const { from, to, points } of arrows) {
      assert.ok(touches(from, points[0]), `${from}>${to} start`);
      assert.ok(touches(to, points.at(-1)), `${from}>${to} end`);
    }
  });
}

test("a click on a room adds its term to the search, and a second click removes it", () => {
  assert.equal(toggledRoom("nginx", "failed"), "nginx state:failed");
  assert.equal(toggledRoom("nginx state:failed", "failed"), "nginx");
  assert.equal(toggledRoom("state:failed", "paused"), "state:paused");
  assert.ok(filtersRoom("nginx state:failed", "failed"));
});

test("all rows are followed if there are few, else those with the oldest stats", () => {
  const seen = new Map([
    ["a", 30],
    ["b", 10],
    ["c", 20],
  ]);
  assert.deepEqual(followedNext(["a", "b"], seen, 2), new Set(["a", "b"]));
  assert.deepEqual(followedNext(["a", "b", "c", "new"], seen, 2), new Set(["new", "b"]));
});
