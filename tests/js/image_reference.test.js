import assert from "node:assert/strict";
import { test } from "node:test";
import { bare, fullName, readReference } from "../../static/js/pull/pure/image_reference.js";

test("a short name means the library of Docker Hub and the tag latest", () => {
  assert.equal(fullName(readReference("ubuntu")), "docker.io/library/ubuntu:latest");
  assert.equal(fullName(readReference("bitnami/redis:7.2")), "docker.io/bitnami/redis:7.2");
  assert.equal(fullName(readReference("index.docker.io/ubuntu")), "docker.io/library/ubuntu:latest");
});

test("a first part with a dot or a port, or localhost, is a registry", () => {
  const registries = ["ghcr.io/a/b", "127.0.0.1:5000/x", "localhost/x", "[::1]:5000/x", "team/x"];
  assert.deepEqual(
    registries.map((text) => readReference(text).registry),
    ["ghcr.io", "127.0.0.1:5000", "localhost", "[::1]:5000", "docker.io"],
  );
});

test("a digest replaces the tag", () => {
  const digest = `sha256:${"a".repeat(64)}`;
  assert.equal(fullName(readReference(`redis@${digest}`)), `docker.io/library/redis@${digest}`);
  assert.equal(readReference(`redis:7@${digest}`).wrong, null);
});

test("an invalid name has an error code", () => {
  const wrong = {
    "": "empty",
    "a b": "space",
    Ubuntu: "upper",
    "-x": "name",
    "a//b": "name",
    "a/": "name",
    "ubuntu:": "tag",
    "ubuntu:-x": "tag",
    "ubuntu@sha256:12": "digest",
    "127.0.0.1:99999/x": "host",
    "ex_ample.com:1/x": "host",
    [`${"a".repeat(256)}`]: "long",
  };
  for (const [text, word] of Object.entries(wrong)) assert.equal(readReference(text).wrong, word, text);
});

test("a pasted docker pull is ignored", () => {
  assert.equal(bare("  docker pull ghcr.io/a/b:1 \n"), "ghcr.io/a/b:1");
  assert.equal(bare("$ docker image pull nginx"), "nginx");
});
