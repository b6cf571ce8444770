import assert from "node:assert/strict";
import { test } from "node:test";
import { localImage } from "../../static/js/create/local_image.js";

test("finds a local image by any of its names and by the start of its id", () => {
  const images = [
    { engine: "local", id: `sha256:abcd${"0".repeat(60)}`, tags: ["redis:latest", "127.0.0.1:5000/a/b:1"] },
    { engine: "other", id: `sha256:ef${"0".repeat(62)}`, tags: ["nginx:1"] },
  ];
  const here = [
    "redis",
    "docker.io/library/redis:latest",
    "127.0.0.1:5000/a/b:1",
    "abcd0",
    `sha256:abcd${"0".repeat(60)}`,
  ];
  for (const name of here) assert.equal(localImage(images, "local", name), images[0], name);
  for (const name of ["redis:7", "nginx:1", "abc", ""])
    assert.equal(localImage(images, "local", name), undefined, name);
});
