import assert from "node:assert/strict";
import { test } from "node:test";
import { binary, percent } from "../../static/js/stats/pure/byte_units.js";

test("sizes have the format of docker stats", () => {
  assert.deepEqual([0, 1023, 1536, 64 * 1024 ** 2, 16 * 1024 ** 3].map(binary), [
    "0 B",
    "1023 B",
    "1.50 KiB",
    "64.0 MiB",
    "16.0 GiB",
  ]);
  assert.equal(percent(200.4), "200 %");
});
