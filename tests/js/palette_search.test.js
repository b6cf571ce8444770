import assert from "node:assert/strict";
import { test } from "node:test";
import { fuzzyMatch } from "../../static/js/palette/pure/fuzzy_match.js";
import { searchPalette } from "../../static/js/palette/pure/palette_search.js";
import { container, random } from "./sample_containers.js";

const VERBS = ["open", "logs", "start", "stop", "kill", "restart", "rm", "rm -f"].map((word) => ({
  name: word,
  word,
}));
const running = (name) => container({ name, id: name.padEnd(64, "0") });
const exited = (name) => container({ name, id: name.padEnd(64, "0"), state: "exited" });
const isLegal = ({ name }, { state }) =>
  ["open", "logs"].includes(name) ||
  (state === "running" ? ["stop", "kill", "restart", "rm -f"] : ["start", "rm"]).includes(name);
const place = (label) => ({ label, kind: "page", key: "", run() {} });
const index = (containers) => ({
  containers,
  verbs: VERBS,
  places: [place("Images"), place("Wall")],
  isLegal,
});

/** Return hits as texts. */
function found(query, containers, limit = 12) {
  return searchPalette(query, index(containers), limit).hits.map((hit) =>
    hit.kind === "place"
      ? hit.place.label
      : hit.kind === "command"
        ? `${hit.verb.word} ${hit.container.name}`
        : hit.container.name,
  );
}

test("a part of a name is better than scattered letters, and a start of a word is better than its middle", () => {
  const score = (word, text) => fuzzyMatch(word, text)?.score ?? -Infinity;
  assert.ok(score("web", "web") > score("web", "shop-web-1"));
  assert.ok(score("web", "shop-web-1") > score("web", "cobweb-1234"));
  assert.ok(score("web", "cobweb-1234") > score("web", "w-e-b"));
  assert.deepEqual(fuzzyMatch("sw1", "shop-web-1").positions, [0, 5, 9]);
  assert.deepEqual(fuzzyMatch("web", "cobweb-web").positions, [7, 8, 9]);
  assert.equal(fuzzyMatch("bew", "web"), null);
  assert.equal(fuzzyMatch("x", "web"), null);
});

test("a name finds the container first and its possible commands behind it", () => {
  const containers = [running("shop-web-1"), running("shop-web-2"), exited("blog-db-1")];
  assert.deepEqual(found("web-2", containers).slice(0, 4), [
    "shop-web-2",
    "open shop-web-2",
    "logs shop-web-2",
    "stop shop-web-2",
  ]);
  assert.ok(!found("blog", containers).includes("stop blog-db-1"));
  assert.ok(found("blog", containers).includes("start blog-db-1"));
});

test("a command and a name in either order find the command on that container, if it is possible", () => {
  const containers = [running("shop-web-1"), exited("shop-web-2")];
  assert.equal(found("stop web", containers)[0], "stop shop-web-1");
  assert.equal(found("web stop", containers)[0], "stop shop-web-1");
  assert.deepEqual(found("stop web-2", containers), []);
  assert.deepEqual(found("rm", containers).slice(0, 2), ["rm shop-web-2", "rm -f shop-web-1"]);
});

test("a page is found by its label, and each word must match", () => {
  assert.deepEqual(found("imag", [running("a")]), ["Images"]);
  assert.deepEqual(found("wl", [running("a")]), []);
  assert.deepEqual(found("imag wall", [running("a")]), []);
  assert.deepEqual(found("", [running("a")]), []);
});

test("the hits are the best of all, in order, and counted beyond the limit", () => {
  const next = random(7);
  const letters = "abcwe-";
  for (let round = 0; round < 100; round += 1) {
    const name = () => Array.from({ length: 8 }, () => letters[Math.floor(next() * letters.length)]).join("");
    const containers = Array.from({ length: 40 }, () => running(`w${name()}`));
    const all = searchPalette("we", index(containers), 1000);
    const some = searchPalette("we", index(containers), 5);
    const bare = (hits) => hits.filter(({ kind }) => kind === "container").map(({ score }) => score);
    assert.deepEqual(
      bare(all.hits),
      [...bare(all.hits)].sort((a, b) => b - a),
    );
    assert.equal(some.total, all.total);
    assert.ok(some.hits.length <= 5);
    assert.equal(some.hits[0]?.score, all.hits[0]?.score);
  }
});

test("5,000 containers are searched within a frame", () => {
  const containers = Array.from({ length: 5000 }, (_, at) => running(`project-${at % 60}-service-${at}`));
  const queries = ["p", "pr", "stop", "stop serv", "service-4999", "unlikely", "start pro", "rm 12"];
  for (const query of queries) searchPalette(query, index(containers), 12);
  const times = queries.map((query) => {
    const start = performance.now();
    searchPalette(query, index(containers), 12);
    return performance.now() - start;
  });
  assert.ok(Math.max(...times) < 100, `slowest ${Math.max(...times)} ms`);
});
