import assert from "node:assert/strict";
import { test } from "node:test";
import { bucket, roomLayout } from "../../static/js/map/pure/room_layout.js";
import { edgeRoutes } from "../../static/js/map/pure/edge_routes.js";
import { PAGE, WALL } from "../../static/js/map/pure/sizes.js";
import { stackedLayout } from "../../static/js/map/pure/stacked_layout.js";
import { random } from "./sample_containers.js";

const SCREENS = [
  { width: 1920, height: 900, unit: 1, sizes: WALL },
  { width: 3840, height: 1800, unit: 2, sizes: WALL },
  { width: 1366, height: 640, unit: 768 / 1080, sizes: WALL },
  { width: 1366, height: 640, unit: 1, sizes: PAGE },
  { width: 1000, height: 500, unit: 1, sizes: PAGE },
  { width: 3840, height: 2000, unit: 1.92, sizes: PAGE },
];
const HOLDS = ["created", "restarting", "paused", "running", "failed", "exited"];
const RARE = ["removing", "dead"];
const PAIRS = [
  ["registry", "images", 1],
  ["images", "created", 1],
  ["images", "running", 1],
  ["created", "running", 1],
  ["running", "paused", 1],
  ["paused", "running", 1],
  ["running", "exited", 2],
  ["running", "failed", 3],
  ["exited", "running", 1],
  ["failed", "running", 1],
  ["running", "restarting", 1],
  ["restarting", "running", 1],
  ["restarting", "exited", 0],
  ["restarting", "failed", 0],
  ["paused", "exited", 0],
  ["paused", "failed", 0],
  ["exited", "removed", 1],
  ["failed", "removed", 1],
  ["created", "removed", 0],
  ["running", "removed", 1],
  ["paused", "removed", 0],
  ["restarting", "removed", 0],
  ["removing", "removed", 0],
  ["dead", "removed", 0],
].map(([from, to, labels]) => ({ from, to, labels }));

function randomCounts(next) {
  const most = 10 ** (next() * 3.3);
  const rooms = next() < 0.2 ? [...HOLDS, ...RARE] : HOLDS;
  const some = () => (next() < 0.3 ? 0 : Math.floor(next() * most));
  return Object.fromEntries(rooms.map((room) => [room, { problems: Math.floor(some() / 8), calm: some() }]));
}

function overlap(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function assertApart(rooms, input) {
  const all = Object.entries(rooms);
  for (const [i, [name, rect]] of all.entries()) {
    for (const [other, place] of all.slice(i + 1))
      assert.ok(!overlap(rect, place), `${name} over ${other}: ${input}`);
  }
}

function assertInside(rect, { width, height }, input) {
  const inside = rect.x >= 0 && rect.y >= 0 && rect.x + rect.width <= width && rect.y + rect.height <= height;
  assert.ok(
    inside && rect.width > 0 && rect.height > 0,
    `${JSON.stringify(rect)} leaves the picture: ${input}`,
  );
}

test("rooms do not overlap or leave the map for any number of containers", () => {
  const next = random(1);
  for (let round = 0; round < 300; round += 1) {
    const screen = SCREENS[round % SCREENS.length];
    const counts = randomCounts(next);
    const rooms = roomLayout(screen, counts);
    const input = JSON.stringify({ ...screen, sizes: screen.sizes === WALL ? "wall" : "page", counts });
    for (const rect of Object.values(rooms)) assertInside(rect, screen, input);
    assertApart(rooms, input);
  }
});

test("Running is the largest room if nothing needs attention", () => {
  for (const screen of SCREENS) {
    const rooms = roomLayout(screen, {
      running: { problems: 0, calm: 40 },
      exited: { problems: 0, calm: 4 },
    });
    const area = ({ width, height }) => width * height;
    const largest = Object.keys(rooms).reduce((a, b) => (area(rooms[a]) >= area(rooms[b]) ? a : b));
    assert.equal(largest, "running");
  }
});

test("Removing and Dead exist only if they contain containers", () => {
  const [screen] = SCREENS;
  assert.deepEqual(
    Object.keys(roomLayout(screen, {})).filter((room) => RARE.includes(room)),
    [],
  );
  const rooms = roomLayout(screen, { dead: { problems: 1, calm: 0 }, removing: { problems: 0, calm: 1 } });
  assert.equal(rooms.dead.y, rooms.removing.y);
});

test("rooms keep their size until a count reaches the next bucket", () => {
  const [screen] = SCREENS;
  const at = (calm) =>
    roomLayout(screen, { running: { problems: 0, calm }, created: { problems: 0, calm: 2 } });
  assert.deepEqual(at(49), at(64));
  assert.deepEqual([1, 4, 5, 7, 17, 25, 2000].map(bucket), [1, 4, 6, 8, 24, 32, 2048]);
});

test("arrows do not cross rooms and end at their own rooms", () => {
  const next = random(2);
  for (let round = 0; round < 200; round += 1) {
    const screen = SCREENS[round % SCREENS.length];
    const rooms = roomLayout(screen, randomCounts(next));
    const found = edgeRoutes(rooms, PAIRS, screen);
    for (const [name, { points }] of found) assertFree(name, points, rooms);
    const drawn = PAIRS.filter(({ from, to }) => rooms[from] && rooms[to]);
    assert.equal(found.size, drawn.length);
  }
});

function assertFree(name, points, rooms) {
  points.slice(1).forEach((end, index) => {
    const start = points[index];
    for (const [room, rect] of Object.entries(rooms)) {
      const inner = { x: rect.x + 1, y: rect.y + 1, width: rect.width - 2, height: rect.height - 2 };
      const line = {
        x: Math.min(start[0], end[0]),
        y: Math.min(start[1], end[1]),
        width: Math.abs(end[0] - start[0]),
        height: Math.abs(end[1] - start[1]),
      };
      assert.ok(
        !overlap(inner, line),
        `${name} leads through ${room}: ${JSON.stringify({ start, end, rect })}`,
      );
    }
  });
  const [from, to] = name.split(">");
  assert.ok(distance(points[0], rooms[from]) <= 1.5, `${name} starts away from ${from}`);
  assert.ok(distance(points.at(-1), rooms[to]) <= 16, `${name} ends away from ${to}`);
}

function distance([x, y], rect) {
  const dx = Math.max(rect.x - x, 0, x - rect.x - rect.width);
  const dy = Math.max(rect.y - y, 0, y - rect.y - rect.height);
  return Math.hypot(dx, dy);
}

test("a stack has one room per row, Running first, in the width of a phone", () => {
  const counts = { running: { problems: 1, calm: 30 }, dead: { problems: 1, calm: 0 } };
  const { rooms, height } = stackedLayout({ width: 360, unit: 1, sizes: PAGE }, counts, { images: 40 });
  const order = Object.entries(rooms).sort(([, a], [, b]) => a.y - b.y);
  assert.equal(order[0][0], "running");
  assert.ok(rooms.dead && !rooms.removing);
  assertApart(rooms, "stack");
  for (const rect of Object.values(rooms)) assertInside(rect, { width: 360, height }, "stack");
});
