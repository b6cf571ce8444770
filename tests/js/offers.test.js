import assert from "node:assert/strict";
import { test } from "node:test";
import {
  consolesFor,
  isDestructive,
  offerFor,
  offersFor,
  pageOf,
} from "../../static/js/commands/pure/offers.js";
import { targetOf } from "../../static/js/commands/pure/drop_targets.js";
import { container } from "./sample_containers.js";
import { rules } from "./lifecycle_table.js";

const one = (facts) => container({ id: String(facts.state).padEnd(64, "0"), ...facts });
const running = one({ state: "running" });
const paused = one({ state: "paused", name: "web-2" });
const failed = one({ state: "exited", room: "failed", name: "web-3" });

const names = (offers) => offers.map(({ command }) => command).sort();
const legal = (containers, page = rules()) => offersFor(containers, page).filter(({ isLegal }) => isLegal);

test("the allowed commands of a state are those of the table, without exec and attach", () => {
  assert.deepEqual(names(legal([running])), ["force-remove", "kill", "pause", "rename", "restart", "stop"]);
  assert.deepEqual(names(legal([failed])), ["force-remove", "remove", "rename", "restart", "start"]);
});

test("exec and attach are offered for one running container, not for several", () => {
  const open = (containers) => consolesFor(containers, rules()).filter(({ isLegal }) => isLegal);
  assert.deepEqual(names(open([running])), ["attach", "exec"]);
  assert.deepEqual(consolesFor([running, paused], rules()), []);
  assert.equal(offerFor("exec", [running], rules()).isLegal, true);
  assert.match(offerFor("exec", [failed], rules()).why, /./);
  assert.equal(pageOf({ engine: "a b", name: "x/y" }), "/containers/a%20b/x%2Fy");
});

test("a refused command has a reason, or the verdict already", () => {
  const pause = offerFor("pause", [failed], rules());
  assert.equal(pause.isLegal, false);
  assert.match(pause.why, /Only a running container can be paused/);
  const [stop] = offerFor("stop", [failed], rules()).declined;
  assert.equal(stop.verdict, "already");
});

test("a command highlights only the arrows of commands from its room", () => {
  const { edges } = offerFor("kill", [paused], rules());
  assert.deepEqual(
    edges.map(({ from, to }) => `${from}>${to}`),
    ["paused>exited", "paused>failed"],
  );
  const loop = one({ state: "restarting" });
  assert.deepEqual(offerFor("restart", [loop], rules()).edges, []);
});

test("a command that the mode does not allow is refused", () => {
  const page = rules();
  page.lifecycle.commands = page.lifecycle.commands.map((command) => ({ ...command, allowed: false }));
  assert.deepEqual(legal([running], page), []);
});

test("destructive commands and commands for several containers ask for confirmation", () => {
  const asks = offersFor([running], rules()).filter(({ asks }) => asks);
  assert.deepEqual(names(asks), ["force-remove", "kill"]);
  assert.equal(offerFor("start", [failed, one({ state: "created" })], rules()).asks, true);
});

test("stop asks for confirmation if the exit removes the container", () => {
  assert.equal(isDestructive("stop", container({ autoRemove: true })), true);
  assert.equal(isDestructive("stop", container({ autoRemove: false })), false);
});

test("a command for several containers is allowed if it applies to one, and lists the others", () => {
  const offer = offerFor("pause", [running, paused, failed], rules());
  assert.equal(offer.isLegal, true);
  assert.deepEqual(offer.applies, [running]);
  assert.deepEqual(
    offer.declined.map(({ container, verdict }) => [container.name, verdict]),
    [
      ["web-2", "refused"],
      ["web-3", "refused"],
    ],
  );
});

test("rename is not offered for several containers", () => {
  assert.equal(offerFor("rename", [running, paused], rules()), undefined);
});

const offered = (containers, room) => names(targetOf(offersFor(containers, rules()), room).offers);

const loop = one({ state: "restarting", engine: "local" });
const renameOn = (facts) => offerFor("rename", [loop], rules([{ name: "local", state: "live", ...facts }]));

test("a rule for an API version depends on the engine of the container", () => {
  assert.equal(renameOn({ product: "Docker", api: "1.45" }).isLegal, false);
  assert.match(renameOn({ product: "Docker", api: "1.45" }).why, /between two restarts/);
  assert.equal(renameOn({ product: "Docker", api: "1.46" }).isLegal, true);
  assert.equal(renameOn({ product: "Docker", api: "1.100" }).isLegal, true);
  assert.equal(renameOn({ product: "Docker", api: null }).isLegal, false);
});

test("Podman refuses to stop a paused container", () => {
  const [docker, podman] = ["Docker", "Podman"].map((product) => ({ name: product, product, api: "1.44" }));
  const stop = (engine) =>
    offerFor("stop", [one({ state: "paused", engine: engine.name })], rules([docker, podman]));
  assert.equal(stop(docker).isLegal, true);
  assert.equal(stop(podman).isLegal, false);
  assert.match(stop(podman).why, /Unpause it first/);
});

test("each container of a selection uses the rules of its own engine", () => {
  const engines = [
    { name: "old", product: "Docker", api: "1.41" },
    { name: "new", product: "Docker", api: "1.51" },
  ];
  const table = rules(engines);
  const [applies, declined] = ["new", "old"].map((engine) =>
    one({ state: "restarting", engine, name: engine }),
  );
  const replaced = { verdict: "refused", leadsTo: [], why: "no" };
  const base = { command: "stop", state: "restarting", product: "Docker", answer: replaced };
  table.lifecycle.variants = [
    { ...base, sinceApi: "1.41" },
    { ...base, sinceApi: "1.46", answer: { verdict: "done", leadsTo: ["exited"], why: "" } },
  ];
  const offer = offerFor("stop", [applies, declined], table);
  assert.deepEqual(offer.applies, [applies]);
  assert.deepEqual(offer.declined, [{ container: declined, verdict: "refused", why: "no" }]);
});

test("an option is offered if every engine of the selection supports it", () => {
  const on = (...kinds) => {
    const engines = kinds.map(([product, api], index) => ({ name: `e${index}`, product, api }));
    const meant = engines.map(({ name }) => one({ state: "running", engine: name }));
    return offerFor("stop", meant, rules(engines)).options.map(({ name }) => name);
  };
  assert.deepEqual(on(["Docker", "1.42"]), ["signal", "timeout"]);
  assert.deepEqual(on(["Docker", null]), ["signal", "timeout"]);
  assert.deepEqual(on(["Docker", "1.41"]), ["timeout"]);
  assert.deepEqual(on(["Podman", "1.44"]), ["timeout"]);
  assert.deepEqual(on(["Docker", "1.51"], ["Docker", "1.41"]), ["timeout"]);
});

test("a drop along an arrow offers the command of the arrow", () => {
  assert.deepEqual(offered([running], "paused"), ["pause"]);
  assert.deepEqual(offered([running], "exited"), ["stop"]);
  assert.deepEqual(offered([running], "failed"), ["kill"]);
  assert.deepEqual(offered([failed], "running"), ["start"]);
  assert.deepEqual(offered([failed], "removed"), ["remove"]);
});

test("a drop without an arrow offers all commands that lead to the room", () => {
  assert.deepEqual(offered([paused], "exited"), ["kill", "stop"]);
  assert.deepEqual(offered([one({ state: "restarting" })], "running"), ["restart"]);
});

test("a refused drop has a reason if any command leads to the room", () => {
  const { offers, blocked } = targetOf(offersFor([failed], rules()), "paused");
  assert.deepEqual(offers, []);
  assert.match(blocked.why, /Only a running container can be paused/);
  assert.equal(targetOf(offersFor([failed], rules()), "images").blocked, null);
});

test("a drop in its own room offers nothing", () => {
  assert.deepEqual(offered([running], "running"), []);
  assert.deepEqual(offered([running, failed], "running"), ["start"]);
});
