import assert from "node:assert/strict";
import { test } from "node:test";
import { faultOf, SIGNALS, valueOf } from "../../static/js/commands/pure/option_rules.js";

const FAULTS = [
  ["seconds", "", null],
  ["seconds", "0", null],
  ["seconds", "86400", null],
  ["seconds", "86401", "seconds"],
  ["seconds", "-1", "seconds"],
  ["seconds", "1.5", "seconds"],
  ["signal", "SIGHUP", null],
  ["signal", "hup", null],
  ["signal", "9", null],
  ["signal", "RTMIN+3", null],
  ["signal", "kill -9", "signal"],
  ["name", "", "missing"],
  ["name", "web-1.new_2", null],
  ["name", "w", "short"],
  ["name", "-web", "name"],
  ["name", "web 1", "name"],
  ["name", "wéb", "name"],
  ["name", "a".repeat(256), "long"],
];
for (const [kind, text, fault] of FAULTS) {
  test(`${kind} ${JSON.stringify(text.slice(0, 12))} is ${fault ?? "good"}`, () =>
    assert.equal(faultOf(kind, text), fault));
}

test("the listed signals are valid", () => {
  assert.deepEqual(
    SIGNALS.filter((signal) => faultOf("signal", signal)),
    [],
  );
});

test("values have the type of the request, and an empty field has no value", () => {
  assert.equal(valueOf("seconds", "0"), 0);
  assert.equal(valueOf("signal", "hup"), "HUP");
  assert.equal(valueOf("name", "Web"), "Web");
  assert.equal(valueOf("signal", ""), undefined);
});
