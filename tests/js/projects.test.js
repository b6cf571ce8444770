import assert from "node:assert/strict";
import { test } from "node:test";
import { projectKey, projectsOf, serviceName, serviceNames } from "../../static/js/core/pure/projects.js";
import { container, random } from "./sample_containers.js";

const NOW = Date.parse("2026-11-24T12:00:00Z");

function member(name, facts = {}) {
  return container({ id: name, name, project: "shop", ...facts });
}

function exited(name, exitCode, code) {
  const room = exitCode ? "failed" : "exited";
  return member(name, { state: "exited", room, exitCode, cause: { code, text: "" } });
}

function wordOf(...members) {
  return projectsOf(members, NOW).get("local/shop").word;
}

function namesOf(...members) {
  const named = serviceNames(members);
  return members.map(({ engine, id }) => named.get(`${engine}/${id}`));
}

const RUNNING = member("shop-web-1");

test("a project counts its containers in all rooms", () => {
  const failed = exited("shop-worker-1", 1, "failed");
  const projects = projectsOf([RUNNING, failed, member("shop-db-1", { state: "paused" })], NOW);

  assert.deepEqual(
    [...projects],
    [["local/shop", { engine: "local", name: "shop", word: "degraded", running: 1, total: 3, problems: 1 }]],
  );
});

test("equal names on two engines are two projects, and a container without a project is in none", () => {
  const containers = [RUNNING, member("shop-web-1", { engine: "lab" }), container()];

  assert.deepEqual([...projectsOf(containers, NOW).keys()], ["local/shop", "lab/shop"]);
  assert.equal(projectKey({ engine: "lab", project: "shop" }), "lab/shop");
});

test("a project is up while all containers run or have finished their job", () => {
  assert.equal(wordOf(RUNNING), "up");
  assert.equal(wordOf(RUNNING, exited("shop-migrate-1", 0, "finished")), "up");
});

test("a created, paused or stopped container makes a project partial", () => {
  assert.equal(wordOf(RUNNING, member("shop-job-1", { state: "created" })), "partial");
  assert.equal(wordOf(RUNNING, member("shop-job-1", { state: "paused" })), "partial");
  assert.equal(wordOf(RUNNING, exited("shop-job-1", 143, "stopped")), "partial");
  assert.equal(wordOf(RUNNING, exited("shop-job-1", 0, "stopped")), "partial");
  assert.equal(wordOf(member("shop-web-1", { state: "paused" })), "partial");
});

test("a container that needs attention makes a project degraded, whatever else there is", () => {
  assert.equal(
    wordOf(RUNNING, exited("shop-job-1", 1, "failed"), member("c", { state: "paused" })),
    "degraded",
  );
  assert.equal(wordOf(member("shop-web-1", { health: "unhealthy" })), "degraded");
  assert.equal(wordOf(exited("shop-job-1", 137, "out_of_memory")), "degraded");
});

test("a project of which nothing runs is stopped", () => {
  assert.equal(wordOf(exited("shop-web-1", 143, "stopped"), exited("shop-db-1", 0, "stopped")), "stopped");
  assert.equal(wordOf(exited("shop-migrate-1", 0, "finished")), "stopped");
  assert.equal(wordOf(member("shop-web-1", { state: "created" })), "stopped");
});

test("below its heading a container has the name of its service", () => {
  assert.deepEqual(namesOf(member("shop-api-1", { service: "api" }), member("shop_db_1")), ["api", "db"]);
  assert.equal(serviceName(member("shop-api-1"), { siblings: [member("shop-api-1")] }), "api");
});

test("all replicas of a service keep their number", () => {
  const [worker1, worker2, worker10] = ["shop-worker-1", "shop-worker-2", "shop-worker-10"].map((name) =>
    member(name),
  );

  assert.deepEqual(namesOf(worker1, worker10, worker2), ["worker-1", "worker-10", "worker-2"]);
  assert.deepEqual(namesOf(worker2), ["worker-2"]);
});

test("a service whose own name ends in a number keeps it", () => {
  assert.deepEqual(
    namesOf(member("shop-web-2-1", { service: "web-2" }), member("shop-node-18", { service: "node-18" })),
    ["web-2", "node-18"],
  );
});

test("a name without its project before it is shown whole", () => {
  assert.deepEqual(namesOf(member("postgres"), member("shop"), member("shopping-1"), member("shop-")), [
    "postgres",
    "shop",
    "shopping-1",
    "shop-",
  ]);
});

test("a task of Swarm has the name of its service", () => {
  const tasks = ["shop_api.1.k3x0zq1v8y2w5u7t9r4p6o8n1", "shop_web.1.a3x0zq1v8y2w5u7t9r4p6o8n1"];
  const second = "shop_api.2.b3x0zq1v8y2w5u7t9r4p6o8n1";

  assert.deepEqual(namesOf(...tasks.map((name) => member(name))), ["api", "web"]);
  assert.deepEqual(namesOf(member(tasks[0]), member(second)), [
    tasks[0].slice("shop_".length),
    second.slice("shop_".length),
  ]);
});

test("names that would be equal are shown in their next longer form", () => {
  assert.deepEqual(namesOf(member("shop-api-1"), member("api")), ["api-1", "api"]);
  assert.deepEqual(namesOf(member("shop-api"), member("api")), ["shop-api", "api"]);
  assert.deepEqual(namesOf(member("shop-web-1"), member("shop_web_1")), ["web-1", "web_1"]);
});

test("no two names of a project are equal, in any fleet", () => {
  const next = random(7);
  const pick = (choices) => choices[Math.floor(next() * choices.length)];
  for (let round = 0; round < 300; round += 1) {
    const names = new Set(
      Array.from({ length: 12 }, () =>
        [
          pick(["shop-", "shop_", ""]),
          pick(["api", "web", "web-1", "shop-api"]),
          pick(["", "-1", "-2", "_1"]),
        ].join(""),
      ),
    );
    const shown = namesOf(...[...names].map((name) => member(name)));
    assert.equal(new Set(shown).size, names.size, [...names].join(" "));
  }
});
