import assert from "node:assert/strict";
import { test } from "node:test";
import {
  filterRows,
  prunable,
  rangeOf,
  rowsOf,
  sorted,
  sumOf,
} from "../../static/js/images/pure/image_rows.js";

const image = (id, tags, size, engine = "local") => ({
  engine,
  id: `sha256:${id}`,
  tags,
  digests: [],
  dangling: !tags.length,
  createdAt: `2026-01-0${size % 9}T00:00:00Z`,
  size,
});
const IMAGES = [
  image("a1", ["redis:7", "127.0.0.1:5000/team/redis:7.2"], 40),
  image("b2", [], 300),
  image("c3", ["nginx:1.27"], 190),
  image("d4", [], 5),
];
const USERS = [
  { engine: "local", imageId: "sha256:a1", name: "cache" },
  { engine: "other", imageId: "sha256:c3", name: "elsewhere" },
  { engine: "local", imageId: "sha256:d4", name: "left-over" },
];
const rows = rowsOf(IMAGES, USERS);
const names = (of) => of.map(({ reference }) => reference);

test("each image name has a row, and an image without a name is shown with its id", () => {
  assert.deepEqual(names(rows), ["redis:7", "127.0.0.1:5000/team/redis:7.2", "b2", "nginx:1.27", "d4"]);
  assert.deepEqual([rows[1].repository, rows[1].tag], ["127.0.0.1:5000/team/redis", "7.2"]);
});

test("an image without a tag is shown with the repository of its digest", () => {
  const [row] = rowsOf([{ ...image("e5", [], 1), digests: [`ghcr.io/a/b@sha256:${"0".repeat(64)}`] }], []);
  assert.deepEqual([row.repository, row.tag, row.reference], ["ghcr.io/a/b", "", "e5"]);
});

test("only containers of the same engine use an image", () => {
  assert.deepEqual(
    rows.map(({ usedBy }) => usedBy.map(({ name }) => name)),
    [["cache"], ["cache"], [], [], ["left-over"]],
  );
});

test("a search finds names, ids and containers", () => {
  assert.deepEqual(names(filterRows(rows, "redis 7.2")), ["127.0.0.1:5000/team/redis:7.2"]);
  assert.deepEqual(names(filterRows(rows, "CACHE")), ["redis:7", "127.0.0.1:5000/team/redis:7.2"]);
  assert.deepEqual(names(filterRows(rows, "is:dangling")), ["b2", "d4"]);
  assert.deepEqual(names(filterRows(rows, "is:unused")), ["b2", "nginx:1.27"]);
});

test("columns sort in both directions, with dangling images last among equal rows", () => {
  assert.deepEqual(names(sorted(rows, "-size")).slice(0, 2), ["b2", "nginx:1.27"]);
  assert.deepEqual(names(sorted(rows, "size"))[0], "d4");
  assert.deepEqual(names(sorted(rows, "used")).slice(0, 2), ["nginx:1.27", "b2"]);
  assert.deepEqual(sorted(rows, "no such column").length, rows.length);
});

test("an image with two names is counted once", () => {
  assert.deepEqual(sumOf(rows), { images: 4, bytes: 535 });
});

test("only dangling images without containers are pruned", () => {
  assert.deepEqual(names(prunable(rows)), ["b2"]);
});

test("a range is in the order of the rows, in both directions", () => {
  const [first, second, third] = rows.map(({ key }) => key);
  assert.deepEqual(rangeOf(rows, third, first), [first, second, third]);
  assert.deepEqual(rangeOf(rows, first, third), [first, second, third]);
  assert.deepEqual(rangeOf(rows, "", third), [third]);
});

test("an untagged image is found by either word", () => {
  assert.deepEqual(names(filterRows(rows, "is:untagged")), ["b2", "d4"]);
  assert.deepEqual(names(filterRows(rows, "is:dangling")), ["b2", "d4"]);
});
