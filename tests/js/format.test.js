import assert from "node:assert/strict";
import { test } from "node:test";
import { createFormat, imageName, registryOf, visible } from "../../static/js/core/pure/format.js";
import { humanDuration, portsText, status } from "../../static/js/core/pure/docker_ps.js";
import { container } from "./sample_containers.js";

const NOW = Date.parse("2026-11-24T12:00:00Z");
const HOUR = 3600;

test("visible writes invisible characters as codes and keeps all others", () => {
  assert.equal(visible("evil\u202Egpj.exe"), "evil\\u202Egpj.exe");
  assert.equal(visible("a\u0007b\u200bc\u2066d\ufeff\n"), "a\\u0007b\\u200Bc\\u2066d\\uFEFF\\u000A");
  assert.equal(visible("<b>한글 é 🐳</b>"), "<b>한글 é 🐳</b>");
});

test("imageName drops the default registry and digests, and shortens ids", () => {
  assert.equal(imageName("docker.io/library/nginx:1.27"), "nginx:1.27");
  assert.equal(imageName(`ghcr.io/a/b:1@sha256:${"0".repeat(64)}`), "ghcr.io/a/b:1");
  assert.equal(imageName(`sha256:${"abcdef012345".padEnd(64, "0")}`), "abcdef012345");
});

test("the registry of an image name is its first part if that is a host", () => {
  const hosts = ["nginx", "grafana/grafana:11", "ghcr.io/a/b", "localhost/x", "team:5000/y:1"].map(
    registryOf,
  );
  assert.deepEqual(hosts, ["docker.io", "docker.io", "ghcr.io", "localhost", "team:5000"]);
});

test("ages have one unit in the language of the page and are never negative", () => {
  const en = createFormat("en");
  const ages = [-500, 3000, 61_000, 2 * HOUR * 1000, 50 * HOUR * 1000].map(en.age);
  assert.deepEqual(ages, ["0s", "3s", "1m", "2h", "2d"]);
  assert.equal(createFormat("ko").age(61_000), "1분");
});

test("times use the 24-hour clock, with and without a date", () => {
  const { clock, full } = createFormat("en-US");
  for (const hour of [0, 15]) {
    const at = new Date(2026, 10, 24, hour, 4, 5).getTime();
    const time = `${String(hour).padStart(2, "0")}:04:05`;
    assert.equal(clock(at), time);
    assert.equal(full(at), `Nov 24, 2026, ${time}`);
  }
});

test("humanDuration returns the words of docker ps", () => {
  const spans = [
    0.5,
    1.9,
    59,
    60,
    120,
    59 * 60,
    HOUR,
    1.5 * HOUR,
    47 * HOUR,
    48 * HOUR,
    20 * 24 * HOUR,
    90 * 24 * HOUR,
  ];
  assert.deepEqual(spans.map(humanDuration), [
    "Less than a second",
    "1 second",
    "59 seconds",
    "About a minute",
    "2 minutes",
    "59 minutes",
    "About an hour",
    "2 hours",
    "47 hours",
    "2 days",
    "2 weeks",
    "3 months",
  ]);
  assert.equal(humanDuration(3 * 365 * 24 * HOUR), "3 years");
});

test("status returns the STATUS column of docker ps", () => {
  const started = { startedAt: "2026-11-24T11:57:00Z" };
  const ended = { exitCode: 137, finishedAt: "2026-11-24T10:00:00Z" };
  const cases = [
    [{ ...started }, "Up 3 minutes"],
    [{ ...started, health: "healthy" }, "Up 3 minutes (healthy)"],
    [{ ...started, health: "starting" }, "Up 3 minutes (health: starting)"],
    [{ ...started, state: "paused" }, "Up 3 minutes (Paused)"],
    [{ ...ended, state: "exited" }, "Exited (137) 2 hours ago"],
    [{ ...ended, state: "restarting", exitCode: 1 }, "Restarting (1) 2 hours ago"],
    [{ state: "created" }, "Created"],
    [{ state: "removing" }, "Removal In Progress"],
    [{ state: "dead" }, "Dead"],
  ];
  for (const [facts, text] of cases) assert.equal(status(container(facts), NOW), text);
});

test("portsText returns the PORTS column of docker ps with joined ranges", () => {
  const port = (inside, outside, ip = "0.0.0.0", protocol = "tcp") => ({
    private: inside,
    public: outside,
    ip,
    protocol,
  });
  assert.equal(portsText([port(80, 8080), port(443, null, null)]), "443/tcp, 0.0.0.0:8080->80/tcp");
  const run = [port(8001, 8001), port(8000, 8000), port(8002, 8002), port(9000, 9000)];
  assert.equal(portsText(run), "0.0.0.0:8000-8002->8000-8002/tcp, 0.0.0.0:9000->9000/tcp");
  assert.equal(portsText([port(80, 8080, "::")]), "[::]:8080->80/tcp");
  assert.equal(
    portsText([port(53, 53, "0.0.0.0", "udp"), port(53, 53)]),
    "0.0.0.0:53->53/tcp, 0.0.0.0:53->53/udp",
  );
  assert.equal(portsText([port(80, 8080), port(81, 9090)]), "0.0.0.0:8080->80/tcp, 0.0.0.0:9090->81/tcp");
  assert.equal(portsText([]), "");
});

test("bytes use powers of 1000, and percentages are rounded down", () => {
  const { bytes, percent } = createFormat("en");
  assert.deepEqual([0, 999, 7_800_000, 190_000_000, 3_450_000_000_000].map(bytes), [
    "0B",
    "999B",
    "7.8 MB",
    "190 MB",
    "3.45 TB",
  ]);
  assert.deepEqual([0, 0.639, 0.999, 1].map(percent), ["0%", "63%", "99%", "100%"]);
});
