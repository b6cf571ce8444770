import assert from "node:assert/strict";
import { test } from "node:test";
import { matches, treeRows } from "../../static/js/inspect/pure/json_tree.js";

test("a tree is searched by keys and values, and its pointers are escaped", () => {
  const rows = treeRows({ "a/b": { c: "needle" }, list: [1] });

  assert.deepEqual(matches(rows, "NEEDLE"), ["/a~1b/c"]);
  assert.equal(rows.at(-1)?.pointer, "/list/0");
});
