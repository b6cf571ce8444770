import assert from "node:assert/strict";
import { test } from "node:test";
import { keyframesAlong } from "../../static/js/map/pure/path_keyframes.js";

test("each point has the share of the length as its offset", () => {
  const points = [
    [0, 0],
    [30, 0],
    [30, 10],
  ];
  const frames = [
    { transform: "translate(0px, 0px)", offset: 0 },
    { transform: "translate(30px, 0px)", offset: 0.75 },
    { transform: "translate(30px, 10px)", offset: 1 },
  ];

  assert.deepEqual(keyframesAlong(points), frames);
});

test("a path without a length begins at 0 and ends at 1", () => {
  const offsets = keyframesAlong(Array(3).fill([5, 5])).map(({ offset }) => offset);

  assert.deepEqual(offsets, [0, 0, 1]);
});

test("offsets never decrease and stay between 0 and 1", () => {
  const points = Array.from({ length: 40 }, (_, index) => [index * 0.1, (index % 7) * 0.3]);
  const offsets = keyframesAlong(points).map(({ offset }) => offset);

  assert.deepEqual(
    offsets,
    offsets.toSorted((a, b) => a - b),
  );
  assert.ok(offsets.every((offset) => offset >= 0 && offset <= 1));
});
