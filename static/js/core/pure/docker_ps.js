/** The STATUS and PORTS columns of `docker ps -a`, in English as the Docker CLI prints them. */

/** @import { Container, Port } from "../../../../types/wire.d.ts" */

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24;

/**
 * Return a duration in the words of Docker (`HumanDuration` of docker/go-units).
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
 * Return the STATUS column (`State.String` in moby `daemon/container/state.go`).
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
 * Return the PORTS column (`DisplayablePorts` of the Docker CLI). Ports that are not published, or that have the same
 * number on the Docker host, come first. Consecutive ones are joined to a range. Ports with another number on the
 * Docker host follow.
 * @param {Port[]} ports
 */
export function portsText(ports) {
  const sorted = [...ports].sort(byPort);
  const isMapped = (/** @type {Port} */ port) => port.ip !== null && port.public !== port.private;
  const mapped = sorted
    .filter(isMapped)
    .map((port) => hostText(port, String(port.public), String(port.private)));
  return [...runTexts(sorted.filter((port) => !isMapped(port))), ...mapped].join(", ");
}

/**
 * @param {Port} a
 * @param {Port} b
 */
function byPort(a, b) {
  const [x, y] = [a.ip ?? "", b.ip ?? ""];
  return (
    a.private - b.private ||
    (x < y ? -1 : Number(x > y)) ||
    (a.public ?? 0) - (b.public ?? 0) ||
    a.protocol.localeCompare(b.protocol)
  );
}

/**
 * Return one text for each range of consecutive ports with the same address and protocol. As in the Docker CLI, the
 * last range of each address and protocol comes after all other ranges.
 * @param {Port[]} ports
 */
function runTexts(ports) {
  /** @type {Map<string, {port: Port, last: number}>} */
  const open = new Map();
  const texts = [];
  for (const port of ports) {
    const key = `${port.ip}/${port.protocol}`;
    const run = open.get(key);
    if (run && port.private === run.last + 1) run.last = port.private;
    else {
      if (run) texts.push(runText(run));
      open.set(key, { port, last: port.private });
    }
  }
  return [...texts, ...[...open.values()].map(runText)];
}

/** @param {{port: Port, last: number}} run */
function runText({ port, last }) {
  const span = last > port.private ? `${port.private}-${last}` : String(port.private);
  return hostText(port, span, span);
}

/**
 * @param {Port} port
 * @param {string} outside
 * @param {string} inside
 */
function hostText({ ip, protocol }, outside, inside) {
  const host = ip === null ? "" : `${ip.includes(":") ? `[${ip}]` : ip}:${outside}->`;
  return `${host}${inside}/${protocol}`;
}
