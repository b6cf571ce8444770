import assert from "node:assert/strict";
import { test } from "node:test";
import { columnChoices, COLUMNS, shownColumns, tracksOf } from "../../static/js/list/pure/list_columns.js";
import { nameParts } from "../../static/js/list/pure/name_parts.js";
import { clicked, sortedRows, sortOf } from "../../static/js/list/pure/sort_rows.js";
import { nextIndex, visibleRange, windowOf } from "../../static/js/list/pure/virtual_window.js";
import { container } from "./sample_containers.js";

/** Return rows by key, as the list has them. */
function rowsOf(...facts) {
  const rows = facts.map(({ isProblem = false, since = null, fact = "", ...of }) => {
    const one = container({ id: of.name, ...of });
    return [`local/${one.id}`, { key: `local/${one.id}`, container: one, isProblem, since, fact }];
  });
  return new Map(rows);
}

/** Return the names in the order of a sort. */
function order(rows, sort, { before = [], samples = new Map() } = {}) {
  return sortedRows(rows, sortOf(sort), { before, samples }).map((row) => row.container.name);
}

const FLEET = rowsOf(
  { name: "web-10", restarts: 1 },
  { name: "web-2" },
  { name: "job", state: "exited", room: "failed", isProblem: true, restarts: 4 },
  { name: "old", state: "exited" },
  { name: "sick", health: "unhealthy", isProblem: true },
);

test("without a sort, problems are first, then the states, then the names with numbers in order", () => {
  assert.deepEqual(order(FLEET, ""), ["job", "sick", "old", "web-2", "web-10"]);
  assert.deepEqual(sortOf("nonsense"), { column: "state", isDescending: false });
});

test("a column sorts in both directions, and unknown values are last in both", () => {
  const samples = new Map([
    ["local/web-2", { cpu: 5 }],
    ["local/web-10", { cpu: 50 }],
  ]);
  assert.deepEqual(order(FLEET, "-restarts").slice(0, 2), ["job", "web-10"]);
  assert.deepEqual(order(FLEET, "cpu", { samples }).slice(0, 2), ["web-2", "web-10"]);
  assert.deepEqual(order(FLEET, "-cpu", { samples }).slice(0, 2), ["web-10", "web-2"]);
});

test("the order does not depend on the order before, and drops what is gone", () => {
  const before = ["local/gone", "local/web-10", "local/old"];
  assert.deepEqual(order(FLEET, "name", { before }), order(FLEET, "name"));
});

test("a click on a column sorts by it, and a second click in the other direction", () => {
  assert.equal(clicked(sortOf(""), "restarts"), "-restarts");
  assert.equal(clicked(sortOf("-restarts"), "restarts"), "restarts");
  assert.equal(clicked(sortOf(""), "state"), "-state");
});

test("the shown columns: the usual ones, or those of the address with the name", () => {
  assert.ok(!shownColumns("", { hasEngines: false }).includes("engine"));
  assert.ok(shownColumns("", { hasEngines: true }).includes("engine"));
  assert.deepEqual(shownColumns("id,nonsense,id,state", { hasEngines: true }), ["name", "id", "state"]);
});

test("the choice of columns lists each column once, the shown ones first", () => {
  const choices = columnChoices(["name", "id"]);
  assert.deepEqual(
    choices.slice(0, 3).map(({ isShown }) => isShown),
    [true, true, false],
  );
  assert.equal(new Set(choices.map(({ name }) => name)).size, COLUMNS.length);
});

test("a row has a track for each column, the checkbox and the menu", () => {
  assert.equal(tracksOf(["state", "age"]).tracks, "2.25rem 7.5rem 4.75rem 2.5rem");
  assert.equal(tracksOf(["state", "age"]).width, 17);
});

test("only the visible rows, some around them and the focused one are in the document", () => {
  const indexes = windowOf({ count: 5000, top: 3000, height: 600, rowHeight: 30, kept: 2 });
  assert.equal(indexes[0], 2);
  assert.deepEqual([indexes[1], indexes.at(-1)], [92, 127]);
  assert.deepEqual(windowOf({ count: 0, top: 0, height: 600, rowHeight: 30 }), []);
  assert.equal(windowOf({ count: 3, top: 9000, height: 600, rowHeight: 30, kept: 7 }).length <= 3, true);
});

test("the visible range counts from 1", () => {
  assert.deepEqual(visibleRange({ count: 60, top: 0, height: 450, rowHeight: 30 }), { first: 1, last: 15 });
  assert.deepEqual(visibleRange({ count: 0, top: 0, height: 450, rowHeight: 30 }), { first: 0, last: 0 });
});

test("navigation keys stay within the list", () => {
  const of = { count: 100, page: 20 };
  assert.equal(nextIndex("ArrowDown", 99, of), 99);
  assert.equal(nextIndex("PageUp", 10, of), 0);
  assert.equal(nextIndex("End", 0, of), 99);
  assert.equal(nextIndex("ArrowLeft", 0, of), undefined);
});

test("a name is split after its project", () => {
  assert.deepEqual(nameParts({ name: "shop-worker-1", project: "shop" }), {
    prefix: "shop-",
    rest: "worker-1",
  });
  assert.deepEqual(nameParts({ name: "shopping", project: "shop" }), { prefix: "", rest: "shopping" });
  assert.deepEqual(nameParts({ name: "shop-", project: "shop" }), { prefix: "", rest: "shop-" });
  assert.deepEqual(nameParts({ name: "web", project: null }), { prefix: "", rest: "web" });
});
