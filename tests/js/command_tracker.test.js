import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { CommandTracker } from "../../static/js/commands/command_tracker.js";
import { offerFor } from "../../static/js/commands/pure/offers.js";
import { Selection } from "../../static/js/commands/cards/selection.js";
import { withConcurrency } from "../../static/js/commands/pure/concurrency.js";
import { createStore, keyOf } from "../../static/js/core/pure/store.js";
import { container } from "./sample_containers.js";
import { lifecycle } from "./lifecycle_table.js";

const AT = "2026-11-24T10:00:00Z";
const TABLE = lifecycle();

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

/** Return a page with these containers and a server that the test answers one request at a time. */
function page(...containers) {
  const store = createStore();
  const board = { engines: [], containers, images: [], tombstones: [], recent: [] };
  store.snapshot({ revision: 1, at: AT, version: "1", ...board });
  const asked = [];
  const send = (body) => new Promise((resolve, reject) => asked.push({ body, resolve, reject }));
  const tracker = new CommandTracker({ store, lifecycle: TABLE }, send);
  tracker.connect();
  const give = (command, values, of = containers) =>
    tracker.run(offerFor(command, of, { store, lifecycle: TABLE }), values);
  return { store, tracker, asked, give };
}

function many(count, facts = {}) {
  return Array.from({ length: count }, (_, index) =>
    container({ id: String(index).padStart(64, "0"), name: `web-${index}`, ...facts }),
  );
}

function change(facts) {
  return { revision: 2, at: AT, set: [], remove: [], moves: [], ...facts };
}

test("sends a command with the full id and the name the user saw", () => {
  const { asked, give } = page(container());
  void give("stop", { timeout: 3 });
  const { engine, id, name } = container();
  assert.deepEqual(asked[0].body, { command: "stop", timeout: 3, engine, id, seen: name });
});

test("sends force-remove as remove with force", () => {
  const { asked, give } = page(container());
  void give("force-remove", {});
  const { command, force } = asked[0].body;
  assert.deepEqual([command, force], ["remove", true]);
});

test("does not send a second command while the first is pending", async () => {
  const { asked, tracker, give } = page(container());
  void give("pause");
  assert.equal(await give("pause"), null);
  assert.equal(await give("stop"), null);
  assert.equal(asked.length, 1);
  assert.equal(tracker.isPending(container()), true);
});

test("an answer ends the pending state and gives the docker command", async () => {
  const { asked, tracker, give } = page(container());
  const run = give("stop");
  asked[0].resolve({ ok: true, docker: "docker stop -t 10 web-1" });
  const [outcome] = (await run).outcomes;
  assert.deepEqual([outcome.state, outcome.docker], ["done", "docker stop -t 10 web-1"]);
  assert.equal(tracker.isPending(container()), false);
});

const ANSWERS = [
  [{ ok: true, docker: "", already: true }, "already"],
  [{ ok: false, code: "conflict", detail: "It is another." }, "refused"],
  [{ ok: false, code: "forbidden", detail: "No." }, "refused"],
  [{ ok: false, code: "engine_error", detail: "Broken." }, "failed"],
  [{ ok: false, code: "unknown_outcome", detail: "Who knows." }, "unknown"],
];
for (const [answer, state] of ANSWERS) {
  test(`the answer ${answer.code ?? "already"} has the outcome ${state} and the texts of the server`, async () => {
    const { asked, give } = page(container());
    const run = give("stop");
    asked[0].resolve({ engineMessage: "said", ...answer });
    const [outcome] = (await run).outcomes;
    assert.equal(outcome.state, state);
    assert.equal(outcome.detail, answer.detail ?? "");
    if (!answer.ok) assert.equal(outcome.engineMessage, "said");
  });
}

test("the outcome is unknown after a disconnect, and failed if nothing was sent", async () => {
  const first = page(container());
  const lost = first.give("stop");
  first.asked[0].reject(new Error("socket has been disconnected"));
  assert.equal((await lost).outcomes[0].state, "unknown");
  const second = page(container());
  const unsent = second.give("stop");
  second.asked[0].reject(new Error("not sent"));
  assert.equal((await unsent).outcomes[0].state, "failed");
});

test("the outcome is unknown after a timeout, a late answer corrects it, and nothing is sent again", async () => {
  const { asked, tracker, give } = page(container());
  const run = give("stop", { timeout: 5 });
  mock.timers.tick(34_999);
  assert.equal(tracker.isPending(container()), true);
  mock.timers.tick(1);
  const [outcome] = (await run).outcomes;
  assert.equal(outcome.state, "unknown");
  assert.equal(tracker.isPending(container()), false);
  asked[0].resolve({ ok: true, docker: "docker stop -t 5 web-1" });
  await Promise.resolve().then(() => {});
  assert.equal(outcome.state, "done");
  assert.equal(asked.length, 1);
});

const stopped = container({ state: "exited", room: "exited" });
const ENDS = [
  ["reached the state of the command", change({ set: [stopped] })],
  [
    "moved through the state of the command",
    change({ moves: [{ ...container(), fromRoom: "running", toRoom: "failed" }] }),
  ],
  ["was removed", change({ remove: [container()] })],
  ["was renamed", change({ set: [container({ name: "other" })] })],
];
for (const [what, word] of ENDS) {
  test(`a change of the board ends the pending state: the container ${what}`, () => {
    const { store, tracker, give } = page(container());
    void give("stop");
    store.change(word);
    assert.deepEqual(tracker.pending, []);
  });
}

test("an unrelated change of the container does not end the pending state", () => {
  const { store, tracker, give } = page(container());
  void give("stop");
  store.change(change({ set: [container({ health: "healthy" })] }));
  assert.equal(tracker.pending.length, 1);
});

test("a late answer does not end the pending state of the next command", async () => {
  const { store, tracker, asked, give } = page(container());
  const first = give("stop");
  store.change(change({ set: [stopped] }));
  void give("start", {}, [stopped]);
  asked[0].resolve({ ok: true, docker: "" });
  await first;
  assert.equal(tracker.pending.length, 1);
});

test("runs six commands at a time and returns an outcome for each container", async () => {
  const ended = many(1, { state: "exited", room: "exited", name: "job", id: "f".repeat(64) });
  const { asked, give } = page(...many(50), ...ended);
  const run = give("stop");
  assert.equal(asked.length, 6);
  for (let index = 0; index < 50; index += 1) {
    asked[index].resolve(index ? { ok: true, docker: "" } : { ok: false, code: "conflict", detail: "No." });
    await new Promise(setImmediate);
    assert.ok(asked.length <= index + 7);
  }
  const states = (await run).outcomes.map(({ state }) => state);
  assert.deepEqual([states.length, states[0], states.at(-1)], [51, "refused", "already"]);
  assert.equal(states.filter((state) => state === "done").length, 49);
});

test("keeps the last 20 runs", async () => {
  const { asked, tracker, give } = page(container());
  for (let index = 0; index < 30; index += 1) {
    const run = give("rename", { name: "x" });
    asked[index].resolve({ ok: true, docker: "" });
    await run;
  }
  assert.equal(tracker.runs.length, 20);
  assert.equal(tracker.runs.at(-1).number, 30);
});

test("withConcurrency runs no more tasks at once than its limit", async () => {
  let [under, most] = [0, 0];
  await withConcurrency([...Array(20).keys()], 6, async () => {
    most = Math.max(most, (under += 1));
    await new Promise(setImmediate);
    under -= 1;
  });
  assert.equal(most, 6);
});

test("a container stays selected in every state until it is removed", () => {
  const [first, second] = many(2);
  const { store } = page(first, second);
  const selection = new Selection({ store });
  selection.connect();
  selection.toggle(keyOf(first));
  selection.toggle(keyOf(second));
  const moved = { ...first, state: "exited", room: "exited" };
  store.change(change({ set: [moved], remove: [second] }));
  assert.deepEqual(selection.containers, [moved]);
  selection.toggle(keyOf(first));
  assert.equal(selection.size, 0);
});

test("only kill and rm -f are sent while a stop is pending", async () => {
  const { asked, tracker, give } = page(container());
  void give("stop", { timeout: 600 });
  assert.equal(await give("pause"), null);
  assert.equal(await give("restart"), null);
  assert.equal(await give("stop"), null);
  void give("kill");
  assert.deepEqual(
    asked.map(({ body }) => body.command),
    ["stop", "kill"],
  );
  assert.equal(await give("kill"), null);
  asked[0].resolve({ ok: true, docker: "docker stop" });
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(tracker.isPending(container()), true);
});

test("the countdown of stop uses its timeout, or the stop timeout of the container", () => {
  const slow = container({ id: "b".repeat(64), name: "slow", stopTimeout: 60 });
  const { tracker, give } = page(container(), slow);
  void give("stop", { timeout: 600 }, [container()]);
  void give("stop", {}, [slow]);
  assert.deepEqual(tracker.countdown(container()), { command: "stop", seconds: 600 });
  assert.deepEqual(tracker.countdown(slow), { command: "stop", seconds: 60 });
  void give("kill", {}, [slow]);
  assert.equal(tracker.countdown(slow), null);
});
