/** Sample containers for the tests. */

/**
 * Return a container as the server sends it, with the fields of `facts` replaced.
 * @param {object} facts
 */
export function container(facts = {}) {
  const state = facts.state ?? "running";
  return {
    engine: "local",
    id: "0123456789ab".padEnd(64, "0"),
    name: "web-1",
    image: "nginx:1.27",
    imageId: null,
    command: "nginx",
    state,
    room: state,
    health: null,
    healthSince: null,
    exitCode: null,
    cause: null,
    error: null,
    createdAt: "2026-11-24T10:00:00Z",
    startedAt: "2026-11-24T10:00:01Z",
    finishedAt: null,
    since: null,
    ports: [],
    project: null,
    service: null,
    pod: null,
    restarts: 0,
    restartPolicy: "no",
    autoRemove: false,
    stopTimeout: 10,
    ...facts,
  };
}

/** Return a generator of pseudo-random numbers in [0, 1), the same in every run (mulberry32). */
export function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
