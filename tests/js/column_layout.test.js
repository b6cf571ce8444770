import assert from "node:assert/strict";
import { test } from "node:test";
import { columnSpans, fillColumn } from "../../static/js/map/pure/column_layout.js";
import { COLUMN_SHARES, PAGE, WALL } from "../../static/js/map/pure/sizes.js";

const SPAN = { x: 10, width: 100 };

function heights(height, demands) {
  const rooms = fillColumn(SPAN, 0, height, 10, demands);
  return demands.map(({ room }) => Math.round(rooms[room].height));
}

test("a column gives each room its minimum, then its preferred height, then its share of the rest", () => {
  const demands = [
    { room: "created", min: 50, preferred: 100, growth: 3 },
    { room: "restarting", min: 50, preferred: 50, growth: 1 },
  ];
  assert.deepEqual(heights(110, demands), [50, 50]);
  assert.deepEqual(heights(135, demands), [75, 50]);
  assert.deepEqual(heights(160, demands), [100, 50]);
  assert.deepEqual(heights(200, demands), [130, 60]);
});

test("a column that is too low for the minimums reduces them by the same factor", () => {
  const demands = [
    { room: "failed", min: 200, preferred: 300, growth: 1 },
    { room: "exited", min: 100, preferred: 100, growth: 1 },
  ];
  assert.deepEqual(heights(160, demands), [100, 50]);
});

test("rooms of a column are below each other with the gap between them", () => {
  const demands = ["failed", "exited", "removed"].map((room) => ({ room, min: 20, preferred: 0, growth: 1 }));
  const { failed, exited, removed } = fillColumn(SPAN, 5, 200, 10, demands);
  assert.equal(failed.y, 5);
  assert.equal(exited.y, failed.y + failed.height + 10);
  assert.equal(removed.y + removed.height, 205);
  assert.deepEqual([exited.x, exited.width], [10, 100]);
});

test("the columns and their gaps fill the width", () => {
  for (const sizes of [PAGE, WALL]) {
    const spans = columnSpans({ width: 1920, sizes, counts: {} });
    const last = spans[3].x + spans[3].width;
    assert.ok(Math.abs(last - (1920 - sizes.margin - sizes.rightMargin)) < 0.01);
    spans.slice(1).forEach(({ x }, index) => {
      assert.ok(Math.abs(x - spans[index].x - spans[index].width - sizes.gutters[index]) < 0.01);
    });
  }
});

test("a column with many containers is wider", () => {
  const widthOf = (column, counts) => columnSpans({ width: 1920, sizes: PAGE, counts })[column].width;
  const many = { problems: 0, calm: COLUMN_SHARES.crowdedFrom };
  assert.ok(widthOf(1, { created: many }) > widthOf(1, {}));
  assert.ok(widthOf(2, { running: many }) > widthOf(2, {}));
  assert.ok(widthOf(3, { exited: many }) > widthOf(3, {}));
  assert.ok(widthOf(3, { failed: { problems: 1, calm: 0 } }) > widthOf(3, {}));
});
