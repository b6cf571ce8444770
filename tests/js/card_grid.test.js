import assert from "node:assert/strict";
import { test } from "node:test";
import { cardGrid, cellAt } from "../../static/js/map/pure/card_grid.js";
import { stableOrder } from "../../static/js/map/pure/stable_order.js";
import { PAGE, WALL } from "../../static/js/map/pure/sizes.js";
import { random } from "./sample_containers.js";

const ROOM = { sizes: WALL, unit: 1, nameEm: 7, problemNameEm: 7, problemHalfEm: 4, problemTextEm: 20 };

function cellsOf(cells) {
  return [cells.problem, cells.rest, cells.calm].flatMap((block) =>
    Array.from({ length: block.count }, (_, index) => {
      const [x, y] = cellAt(block, index);
      return { x, y, right: x + block.width, bottom: y + block.height };
    }),
  );
}

function assertSound(room) {
  const input = JSON.stringify({ ...room, sizes: room.sizes === WALL ? "wall" : "page" });
  const all = cellsOf(cardGrid(room)).sort((a, b) => a.y - b.y);
  for (const [index, cell] of all.entries()) {
    const inside =
      cell.x >= 0 && cell.y >= 0 && cell.right <= room.width + 0.01 && cell.bottom <= room.height + 0.01;
    assert.ok(inside, `a cell leaves its room: ${JSON.stringify(cell)} ${input}`);
    for (let other = index + 1; other < all.length && all[other].y < cell.bottom - 0.01; other += 1) {
      const apart = all[other].x >= cell.right - 0.01 || all[other].right <= cell.x + 0.01;
      assert.ok(apart, `cells overlap: ${JSON.stringify([cell, all[other]])} ${input}`);
    }
  }
  return all.length;
}

test("cells do not overlap or leave their room, for 0 to 2,000 cards in rooms of any size", () => {
  const next = random(3);
  for (let round = 0; round < 400; round += 1) {
    const calm = next() < 0.2 ? 0 : Math.floor(10 ** (next() * 3.3));
    const problems = next() < 0.5 ? 0 : Math.floor(10 ** (next() * 2));
    const sizes = next() < 0.5 ? WALL : PAGE;
    const [width, height, unit] = [60 + next() * 1200, 10 + next() * 900, 0.6 + next() * 1.4];
    const problemNameEm = next() * 30;
    const ems = {
      nameEm: next() * 30,
      problemNameEm,
      problemHalfEm: problemNameEm * (0.5 + next() / 2),
      problemTextEm: next() * 60,
    };
    assertSound({ width, height, problems, calm, sizes, unit, ...ems });
  }
});

test("all of 2,000 containers are drawn in a room of the wall", () => {
  assert.equal(assertSound({ ...ROOM, width: 500, height: 500, problems: 9, calm: 1991 }), 2000);
});

test("fewer containers are drawn larger: tiles, then names, then cards", () => {
  const levels = [900, 30, 3].map(
    (calm) => cardGrid({ ...ROOM, width: 560, height: 560, problems: 0, calm }).calm.level,
  );
  assert.deepEqual(levels, ["tile", "name", "card"]);
});

test("on the wall, names of problems are at least 40 units high, all other texts at least 24", () => {
  const next = random(4);
  for (let round = 0; round < 200; round += 1) {
    const problemNameEm = 1 + next() * 20;
    const size = { width: 300 + next() * 600, height: 250 + next() * 500 };
    const room = {
      ...ROOM,
      ...size,
      nameEm: problemNameEm,
      problemNameEm,
      problemHalfEm: problemNameEm * 0.6,
    };
    const { problem, rest, calm } = cardGrid({
      ...room,
      problems: 1 + Math.floor(next() * 60),
      calm: Math.floor(next() * 90),
    });
    assert.ok(!problem.count || (problem.name >= 40 && problem.text >= 24), JSON.stringify(problem));
    for (const { level, name, text } of [rest, calm]) {
      if (level === "name") assert.ok(name >= 24);
      if (level === "card") assert.ok(name >= 24 && text >= 24);
    }
  }
});

test("problems that do not fit as cards are counted below the cards", () => {
  const { problem, rest, more } = cardGrid({ ...ROOM, width: 420, height: 420, problems: 30, calm: 0 });
  assert.equal(problem.level, "problem");
  assert.ok(problem.count >= 2);
  assert.equal(problem.count + rest.count, 30);
  assert.equal(more.count, rest.count);
  assert.ok(
    more.y >= cellAt(problem, problem.count - 1)[1] + problem.height,
    "the number is below the cards",
  );
});

test("names of problems use a smaller font before they break inside a word", () => {
  const room = { ...ROOM, width: 480, height: 500, problems: 1, calm: 0 };
  const at = (problemNameEm, problemHalfEm) =>
    cardGrid({ ...room, problemNameEm, problemHalfEm }).problem.name;
  assert.deepEqual([at(3, 3), at(12, 9), at(12, 10.5), at(12, 12)], [60, 44, 40, 44]);
});

test("problems keep full cards and the other containers become tiles", () => {
  const { problem, calm } = cardGrid({ ...ROOM, width: 560, height: 420, problems: 3, calm: 200 });
  assert.equal(problem.count, 3);
  assert.equal(calm.level, "tile");
});

test("one more card does not change the size of the cards", () => {
  const at = (calm) => cardGrid({ ...ROOM, width: 560, height: 560, problems: 0, calm }).calm;
  const { count: a, ...size } = at(101);
  const { count: b, ...same } = at(111);
  assert.deepEqual([a, b], [101, 111]);
  assert.deepEqual(size, same);
});

test("the last tile takes the place of a removed one, and no other tile moves", () => {
  assert.deepEqual(stableOrder(["a", "b", "c", "d"], ["a", "c", "d"]), ["a", "d", "c"]);
  assert.deepEqual(stableOrder(["a", "b"], ["b", "a", "c"]), ["a", "b", "c"]);
  assert.deepEqual(stableOrder([], ["b", "a"]), ["b", "a"]);
  assert.deepEqual(stableOrder(["a", "b"], []), []);
});
