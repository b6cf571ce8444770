/** What `docker ps -a` writes: its STATUS and PORTS columns, in its own English. */

/** @import { Container, Port } from "../../types/wire.d.ts" */

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24;

/**
 * Return a span in docker's words (docker/go-units `HumanDuration`).
 * @param {number} seconds
 */
export function humanDuration(seconds) {
  const hours = Math.floor(seconds / HOUR + 0.5);
  if (seconds < 1) return "Less than a second";
  if (seconds < 2) return "1 second";
  if (seconds < MINUTE) return `${Math.floor(seconds)} seconds`;
  if (seconds < 2 * MINUTE) return "About a minute";
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} minutes`;
  if (hours <= 1) return "About an hour";
  return hours < 48 ? `${hours} hours` : longDuration(hours, seconds);
}

/**
 * @param {number} hours
 * @param {number} seconds
 */
function longDuration(hours, seconds) {
  if (hours < DAY * 14) return `${Math.floor(hours / DAY)} days`;
  if (hours < DAY * 60) return `${Math.floor(hours / DAY / 7)} weeks`;
  if (hours < DAY * 365 * 2) return `${Math.floor(hours / DAY / 30)} months`;
  return `${Math.floor(seconds / HOUR / DAY / 365)} years`;
}

/**
 * Return the STATUS column (moby `daemon/container/state.go`, `State.String`).
 * @param {Container} container
 * @param {number} now milliseconds since 1970
 */
export function status(container, now) {
  const up = `Up ${since(container.startedAt, now)}`;
  const ended = `(${container.exitCode ?? 0}) ${since(container.finishedAt, now)} ago`;
  const health =
    container.health && (container.health === "starting" ? "health: starting" : container.health);
  return {
    created: "Created",
    running: health ? `${up} (${health})` : up,
    paused: `${up} (Paused)`,
    restarting: `Restarting ${ended}`,
    removing: "Removal In Progress",
    exited: `Exited ${ended}`,
    dead: "Dead",
  }[container.state];
}

/**
 * @param {string | null} at
 * @param {number} now
 */
function since(at, now) {
  return humanDuration(at ? Math.max(0, now - Date.parse(at)) / 1000 : 0);
}

/**
 * Return the PORTS column: runs of neighbouring ports are joined, as the docker CLI does.
 * @param {Port[]} ports
 */
export function portsText(ports) {
  const sorted = [...ports].sort(byPort);
  /** @type {{first: Port, length: number}[]} */
  const runs = [];
  for (const port of sorted) {
    const run = runs.at(-1);
    if (run && continues(run, port)) run.length += 1;
    else runs.push({ first: port, length: 1 });
  }
  return runs.map(runText).join(", ");
}

/**
 * @param {Port} a
 * @param {Port} b
 */
function byPort(a, b) {
  return (
    a.protocol.localeCompare(b.protocol) ||
    (a.ip ?? "~").localeCompare(b.ip ?? "~") ||
    a.private - b.private ||
    (a.public ?? 0) - (b.public ?? 0)
  );
}

/**
 * @param {{first: Port, length: number}} run
 * @param {Port} port
 */
function continues({ first, length }, port) {
  const samePlace = first.protocol === port.protocol && first.ip === port.ip;
  const samePublic = first.public === null ? port.public === null : port.public === first.public + length;
  return samePlace && samePublic && port.private === first.private + length;
}

/** @param {{first: Port, length: number}} run */
function runText({ first, length }) {
  const inside = `${span(first.private, length)}/${first.protocol}`;
  if (first.public === null) return inside;
  const host = first.ip?.includes(":") ? `[${first.ip}]:` : first.ip ? `${first.ip}:` : "";
  return `${host}${span(first.public, length)}->${inside}`;
}

/**
 * @param {number} first
 * @param {number} length
 */
function span(first, length) {
  return length > 1 ? `${first}-${first + length - 1}` : String(first);
}
