import assert from "node:assert/strict";
import { test } from "node:test";
import { cellAt, grid } from "../../static/js/map/pure/card_grid.js";
import { seated } from "../../static/js/map/pure/stable_order.js";
import { PAGE, WALL } from "../../static/js/map/pure/sizes.js";
import { random } from "./sample_containers.js";

const ASK = { sizes: WALL, unit: 1, em: 7, nameEm: 7, halfEm: 4, textEm: 20 };

function cellsOf(cells) {
  return [cells.problem, cells.rest, cells.calm].flatMap((part) =>
    Array.from({ length: part.count }, (_, index) => {
      const [x, y] = cellAt(part, index);
      return { x, y, right: x + part.width, bottom: y + part.height };
    }),
  );
}

function assertSound(ask) {
  const says = JSON.stringify({ ...ask, sizes: ask.sizes === WALL ? "wall" : "page" });
  const all = cellsOf(grid(ask)).sort((a, b) => a.y - b.y);
  for (const [index, cell] of all.entries()) {
    const inside =
      cell.x >= 0 && cell.y >= 0 && cell.right <= ask.width + 0.01 && cell.bottom <= ask.height + 0.01;
    assert.ok(inside, `a cell leaves its room: ${JSON.stringify(cell)} ${says}`);
    for (let other = index + 1; other < all.length && all[other].y < cell.bottom - 0.01; other += 1) {
      const apart = all[other].x >= cell.right - 0.01 || all[other].right <= cell.x + 0.01;
      assert.ok(apart, `cells overlap: ${JSON.stringify([cell, all[other]])} ${says}`);
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
    const nameEm = next() * 30;
    const ems = { em: next() * 30, nameEm, halfEm: nameEm * (0.5 + next() / 2), textEm: next() * 60 };
    assertSound({ width, height, problems, calm, sizes, unit, ...ems });
  }
});

test("all of 2,000 containers are drawn in a room of the wall", () => {
  assert.equal(assertSound({ ...ASK, width: 500, height: 500, problems: 9, calm: 1991 }), 2000);
});

test("fewer containers are drawn larger: tiles, then names, then cards", () => {
  const levels = [900, 30, 3].map(
    (calm) => grid({ ...ASK, width: 560, height: 560, problems: 0, calm }).calm.level,
  );
  assert.deepEqual(levels, ["tile", "name", "card"]);
});

test("on the wall, names of problems are at least 40 units high, all other texts at least 24", () => {
  const next = random(4);
  for (let round = 0; round < 200; round += 1) {
    const nameEm = 1 + next() * 20;
    const room = { width: 300 + next() * 600, height: 250 + next() * 500 };
    const ask = { ...ASK, ...room, em: nameEm, nameEm, halfEm: nameEm * 0.6 };
    const { problem, rest, calm } = grid({
      ...ask,
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
  const { problem, rest, more } = grid({ ...ASK, width: 420, height: 420, problems: 30, calm: 0 });
  assert.equal(problem.level, "problem");
  assert.ok(problem.count >= 2);
  assert.equal(problem.count + rest.count, 30);
  assert.equal(more.count, rest.count);
  assert.ok(
    more.y >= cellAt(problem, problem.count - 1)[1] + problem.height,
    "the number stands below the cards",
  );
});

test("names of problems use a smaller font before they break inside a word", () => {
  const ask = { ...ASK, width: 480, height: 500, problems: 1, calm: 0 };
  const at = (nameEm, halfEm) => grid({ ...ask, nameEm, halfEm }).problem.name;
  assert.deepEqual([at(3, 3), at(12, 9), at(12, 10.5), at(12, 12)], [60, 44, 40, 44]);
});

test("problems keep full cards and the other containers become tiles", () => {
  const { problem, calm } = grid({ ...ASK, width: 560, height: 420, problems: 3, calm: 200 });
  assert.equal(problem.count, 3);
  assert.equal(calm.level, "tile");
});

test("one more card does not change the size of the cards", () => {
  const at = (calm) => grid({ ...ASK, width: 560, height: 560, problems: 0, calm }).calm;
  const { count: a, ...size } = at(101);
  const { count: b, ...same } = at(111);
  assert.deepEqual([a, b], [101, 111]);
  assert.deepEqual(size, same);
});

test("the last tile takes the place of a removed one, and no other tile moves", () => {
  assert.deepEqual(seated(["a", "b", "c", "d"], ["a", "c", "d"]), ["a", "d", "c"]);
  assert.deepEqual(seated(["a", "b"], ["b", "a", "c"]), ["a", "b", "c"]);
  assert.deepEqual(seated([], ["b", "a"]), ["b", "a"]);
  assert.deepEqual(seated(["a", "b"], []), []);
});
