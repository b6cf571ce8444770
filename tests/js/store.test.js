import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore, keyOf } from "../../static/js/core/pure/store.js";
import { container } from "./sample_containers.js";

const AT = "2026-11-24T10:00:00Z";

function snapshot(facts = {}) {
  const empty = { engines: [], containers: [], images: [], tombstones: [], recent: [] };
  return { revision: 1, at: AT, version: "1", ...empty, ...facts };
}

function change(facts = {}) {
  return { revision: 2, at: AT, set: [], remove: [], moves: [], ...facts };
}

function storeWith(...containers) {
  const store = createStore();
  store.snapshot(snapshot({ containers }));
  return store;
}

test("a change with the next revision is applied and reported to subscribers", () => {
  const store = storeWith(container());
  const told = [];
  store.subscribe((delta) => told.push(delta.kind));
  assert.equal(store.change(change({ set: [container({ state: "paused" })] })), true);
  assert.equal(store.state.revision, 2);
  assert.equal(store.state.containers.get(keyOf(container())).state, "paused");
  assert.deepEqual(told, ["change"]);
});

test("a change after a missing revision is refused and changes nothing", () => {
  const store = storeWith(container());
  const before = store.state;
  assert.equal(store.change(change({ revision: 3, remove: [container()] })), false);
  assert.equal(store.state, before);
});

test("a change of another epoch is refused and changes nothing", () => {
  const store = createStore();
  store.snapshot(snapshot({ epoch: "first" }));
  const before = store.state;
  assert.equal(store.change(change({ epoch: "second" })), false);
  assert.equal(store.state, before);
  assert.equal(store.change(change({ epoch: "first" })), true);
});

test("an old change is ignored and is not a gap", () => {
  const store = storeWith(container());
  assert.equal(store.change(change({ revision: 1, remove: [container()] })), true);
  assert.equal(store.state.containers.size, 1);
});

test("a change before any snapshot is refused", () => {
  assert.equal(createStore().change(change({ revision: 1 })), false);
});

test("a change does not modify the previous state, and unchanged containers keep their identity", () => {
  const other = container({ id: "f".repeat(64), name: "other" });
  const store = storeWith(container(), other);
  const before = store.state;
  store.change(change({ remove: [container()] }));
  assert.equal(before.containers.size, 2);
  assert.equal(store.state.containers.get(keyOf(other)), other);
});

test("the same id on two engines is two containers", () => {
  const store = storeWith(container(), container({ engine: "far" }));
  store.change(change({ remove: [{ engine: "far", id: container().id }] }));
  assert.deepEqual(
    [...store.state.containers.values()].map(({ engine }) => engine),
    ["local"],
  );
});

test("a removed container leaves a tombstone for ten minutes with the time of its move", () => {
  const store = storeWith(container());
  const move = { engine: "local", id: container().id, to: null, at: "2026-11-24T09:59:59Z" };
  store.change(change({ remove: [container()], moves: [move] }));
  assert.deepEqual(store.state.tombstones, [{ container: container(), at: move.at }]);
  store.change(change({ revision: 3, at: "2026-11-24T10:10:00Z" }));
  assert.deepEqual(store.state.tombstones, []);
});

test("the numbers of tombstones and recent events are limited", () => {
  const many = Array.from({ length: 150 }, (_, index) => container({ id: String(index).padStart(64, "0") }));
  const store = storeWith(...many);
  const moves = many.map(({ engine, id }) => ({ engine, id, to: null, at: AT }));
  store.change(change({ remove: many, moves }));
  assert.equal(store.state.tombstones.length, 100);
  assert.equal(store.state.recent.length, 30);
  assert.equal(store.state.recent.at(-1), moves.at(-1));
});

test("engines and images change only if a change contains them", () => {
  const store = createStore();
  store.snapshot(snapshot({ engines: [{ name: "local", state: "live" }] }));
  store.change(change());
  assert.equal(store.state.engines[0].state, "live");
  store.change(change({ revision: 3, engines: [{ name: "local", state: "stale" }] }));
  assert.equal(store.state.engines[0].state, "stale");
});

test("a removed engine takes its containers, tombstones and recent events with it", () => {
  const far = container({ engine: "far" });
  const move = { ...far, edge: "start", at: AT };
  const tombstone = { container: container({ engine: "far", id: "e".repeat(64) }), at: AT };
  const store = createStore();
  store.snapshot(snapshot({ containers: [container(), far], tombstones: [tombstone], recent: [move] }));
  store.change(change({ remove: [far], engines: [{ name: "local", state: "live" }] }));
  const { containers, tombstones, recent } = store.state;
  assert.deepEqual([[...containers.values()], tombstones, recent], [[container()], [], []]);
});

test("after a lost connection the board is out of date until the next snapshot", () => {
  const store = storeWith(container());
  store.lost(5000);
  assert.deepEqual([store.state.link, store.state.lostAt, store.state.containers.size], ["lost", 5000, 1]);
  assert.equal(store.change(change()), false);
  assert.equal(store.state.link, "lost");
  store.snapshot(snapshot({ revision: 9 }));
  assert.deepEqual([store.state.link, store.state.lostAt, store.state.revision], ["up", null, 9]);
});

test("the board of the page is shown while the page connects, and refuses changes", () => {
  const store = createStore();
  store.embedded(snapshot({ epoch: "e", containers: [container()] }));
  assert.deepEqual(
    [store.state.link, store.state.revision, store.state.containers.size],
    ["connecting", 1, 1],
  );
  assert.equal(store.change(change({ epoch: "e" })), false);
});

test("a first snapshot that equals the board of the page is reported too, because commands are allowed from then on", () => {
  const store = createStore();
  store.embedded(snapshot({ epoch: "e", containers: [container()] }));
  const before = store.state.containers.get(keyOf(container()));
  const told = [];
  store.subscribe(({ kind }) => told.push(kind));
  store.snapshot(snapshot({ epoch: "e", containers: [container()] }));
  assert.equal(store.state.link, "up");
  assert.notEqual(store.state.containers.get(keyOf(container())), before);
  assert.deepEqual(told, ["snapshot"]);
});

for (const newer of [
  { epoch: "e", revision: 2 },
  { epoch: "f", revision: 1 },
]) {
  test(`a first snapshot with ${JSON.stringify(newer)} replaces the board of the page`, () => {
    const store = createStore();
    store.embedded(snapshot({ epoch: "e", containers: [container()] }));
    store.snapshot(snapshot(newer));
    assert.deepEqual([store.state.link, store.state.containers.size], ["up", 0]);
  });
}

test("the board of the page is out of date if the page cannot connect", () => {
  const store = createStore();
  store.lost(1000);
  assert.equal(store.state.link, "connecting");
  store.embedded(snapshot({ epoch: "e", containers: [container()] }));
  store.lost(5000);
  assert.deepEqual([store.state.link, store.state.lostAt], ["lost", 5000]);
  store.snapshot(snapshot({ epoch: "e" }));
  assert.deepEqual([store.state.link, store.state.containers.size], ["up", 0]);
});

test("a removed subscriber is not called", () => {
  const store = createStore();
  let told = 0;
  const end = store.subscribe(() => (told += 1));
  store.snapshot(snapshot());
  end();
  store.snapshot(snapshot());
  assert.equal(told, 1);
});

test("a corrected move replaces the move in the recent events", () => {
  const store = storeWith(container());
  const was = { ...container(), at: AT, edge: "kill", fromRoom: "running", toRoom: "failed" };
  store.change(change({ moves: [was, { ...was, edge: "rename" }] }));
  store.change(change({ revision: 3, amended: [{ was, now: { ...was, edge: "stop" } }] }));
  assert.deepEqual(
    store.state.recent.map(({ edge }) => edge),
    ["stop", "rename"],
  );
});
