import assert from "node:assert/strict";
import { test } from "node:test";
import { labelsOf, cardSlots } from "../../static/js/map/card_groups.js";
import { cardSince, sceneOf } from "../../static/js/map/scene.js";
import { problemOf } from "../../static/js/core/pure/problems.js";
import { matcher } from "../../static/js/core/pure/container_search.js";
import { container } from "./sample_containers.js";

const NOW = Date.parse("2026-11-24T12:00:00Z");
const EVERYTHING = { q: "", engine: "", project: "", pod: "" };

function ended(code, exitCode) {
  return container({
    state: "exited",
    room: exitCode ? "failed" : "exited",
    exitCode,
    cause: { code, text: "" },
  });
}

function names(containers) {
  return containers.map(({ name }) => name);
}

function scene(containers, ask = {}) {
  return sceneOf(containers, { shows: () => true, now: NOW, grouped: false, ...ask });
}

test("an unhealthy card shows the time since it became unhealthy", () => {
  const since = "2026-11-24T10:00:01Z";
  const sick = container({ health: "unhealthy", since, healthSince: "2026-11-24T11:59:00Z" });

  assert.equal(cardSince(sick, true), "2026-11-24T11:59:00Z");
  assert.equal(cardSince({ ...sick, healthSince: null }, true), null);
  assert.equal(cardSince({ ...sick, health: "healthy" }, false), since);
});

test("a finished or stopped container is not a problem, a failed or out of memory one is", () => {
  const calm = [
    ended("finished", 0),
    ended("stopped", 143),
    ended("killed", 137),
    ended("signalled", 130),
    ended("loop_ended", 1),
  ];
  const bad = [
    ended("failed", 1),
    ended("out_of_memory", 137),
    ended("child_out_of_memory", 0),
    ended("stop_timed_out", 137),
  ];
  assert.deepEqual(
    calm.map((one) => problemOf(one, NOW)),
    calm.map(() => null),
  );
  assert.deepEqual(
    bad.map((one) => problemOf(one, NOW)),
    bad.map(() => "failed"),
  );
  const unknown = container({ state: "exited", room: "failed", exitCode: 1 });
  assert.equal(problemOf(unknown, NOW), "failed");
});

test("an unobserved exit is a problem only with the exit code of a crash", () => {
  for (const code of [0, 1, 127, 137, 143])
    assert.equal(problemOf(ended("unobserved", code), NOW), null, String(code));
  for (const code of [134, 139]) assert.equal(problemOf(ended("unobserved", code), NOW), "failed");
  assert.equal(problemOf(ended("out_of_memory", 137), NOW), "failed");
});

test("unhealthy, restarting, dead and never started need attention; healthy and starting do not", () => {
  const look = [
    { health: "unhealthy" },
    { state: "restarting" },
    { state: "dead" },
    { state: "created", error: "no such file" },
  ];
  assert.deepEqual(
    look.map((facts) => problemOf(container(facts), NOW)),
    ["unhealthy", "restarting", "dead", "not_started"],
  );
  const fine = [{ health: "healthy" }, { health: "starting" }, { state: "created" }, { state: "paused" }];
  for (const facts of fine) assert.equal(problemOf(container(facts), NOW), null);
});

test("a container in a restart loop is a problem until it has run for a minute", () => {
  const looping = container({ restarts: 5, restartPolicy: "always", startedAt: "2026-11-24T11:59:50Z" });
  const drawn = scene([looping]);
  assert.equal(drawn.problems, 1);
  assert.equal(drawn.until, Date.parse("2026-11-24T12:00:50Z"));
  assert.equal(problemOf(looping, drawn.until), null);
  assert.equal(scene([container()]).until, Infinity);
});

test("problems come newest first, the others in natural order of their names", () => {
  const bad = (name, since) => container({ name, since, health: "unhealthy" });
  const drawn = scene([
    container({ name: "web-10" }),
    bad("old", "2026-11-24T10:00:00Z"),
    container({ name: "web-9" }),
    bad("new", "2026-11-24T11:00:00Z"),
  ]);
  const { problems, calm, total } = drawn.rooms.get("running");
  assert.deepEqual([names(problems), names(calm), total], [["new", "old"], ["web-9", "web-10"], 4]);
});

test("groups come by project, then by pod, then ungrouped, each after its label", () => {
  const drawn = scene(
    [
      container({ name: "a" }),
      container({ name: "e", pod: "shop" }),
      container({ name: "b", project: "shop" }),
      container({ name: "d", pod: "api" }),
      container({ name: "c", project: "data", pod: "zoo" }),
    ],
    { grouped: true },
  );
  const { calm } = drawn.rooms.get("running");
  assert.deepEqual(names(calm), ["c", "b", "d", "e", "a"]);
  const labels = labelsOf(calm);
  assert.deepEqual(labels, [
    { project: "data", pod: null, slot: 0 },
    { project: "shop", pod: null, slot: 2 },
    { project: null, pod: "api", slot: 4 },
    { project: null, pod: "shop", slot: 6 },
    { project: null, pod: null, slot: 8 },
  ]);
  assert.deepEqual(cardSlots(5, labels), [1, 3, 5, 7, 9]);
});

test("a search needs all its words; a field limits a word", () => {
  const shop = container({
    name: "shop-web-1",
    image: "nginx:1.27",
    project: "shop",
    state: "exited",
    room: "failed",
  });
  const finds = (q) => matcher({ ...EVERYTHING, q })(shop);
  const found = [
    "",
    "WEB",
    "shop nginx",
    "state:exited",
    "state:failed",
    "project:shop",
    "image:1.27 web",
    "name:web",
  ];
  const missed = ["redis", "web redis", "state:running", "project:web", "image:web", "constructor:web"];
  assert.deepEqual(
    found.filter((q) => !finds(q)),
    [],
  );
  assert.deepEqual(missed.filter(finds), []);
});

test("a search finds a pod by its name, with and without a field", () => {
  const web = container({ name: "web", pod: "shop" });
  const finds = (q) => matcher({ ...EVERYTHING, q })(web);
  assert.deepEqual(["shop", "pod:shop", "POD:sho web"].map(finds), [true, true, true]);
  assert.deepEqual(["pod:web", "project:shop", "pod:null"].map(finds), [false, false, false]);
});

test("engine, project and pod filters of the address match exactly", () => {
  const one = container({ project: "shop", pod: "front" });
  assert.equal(matcher({ ...EVERYTHING, project: "shop", engine: "local" })(one), true);
  assert.equal(matcher({ ...EVERYTHING, project: "sho" })(one), false);
  assert.equal(matcher({ ...EVERYTHING, pod: "front" })(one), true);
  assert.equal(matcher({ ...EVERYTHING, pod: "fron" })(one), false);
  assert.equal(matcher({ ...EVERYTHING, engine: "far" })(one), false);
});
