/** Computes the scene: the filtered containers of each room in order, with problems apart. Pure functions. */

/** @import { Container, Room } from "../../../types/wire.d.ts" */
/** @import { RoomScene, Scene } from "../../../types/view.d.ts" */
import { problemOf, settledAt } from "../core/pure/problems.js";
import { byGroup } from "./card_groups.js";

/** Rooms with the latest container first. Other rooms are sorted by name, so that a card keeps its place. */
const LATEST_FIRST = new Set(["failed", "exited", "removing", "dead"]);
/** More containers are not sorted: tiles show no names, and each move of a tile takes time. */
const SORTED_AT_MOST = 400;

const byName = new Intl.Collator("en", { numeric: true }).compare;

/**
 * Return the scene of all containers for which `shows` returns true, at `now` (milliseconds since 1970).
 * @param {Iterable<Container>} containers
 * @param {{shows: (container: Container) => boolean, now: number, grouped: boolean}} ask
 * @returns {Scene}
 */
export function sceneOf(containers, { shows, now, grouped }) {
  /** @type {Map<Room, RoomScene>} */
  const rooms = new Map();
  const scene = { rooms, shown: 0, total: 0, problems: 0, until: Infinity };
  for (const container of containers) {
    scene.total += 1;
    if (shows(container)) add(scene, container, now);
  }
  for (const [name, room] of rooms) order(name, room, grouped);
  return scene;
}

/**
 * @param {Scene} scene
 * @param {Container} container
 * @param {number} now
 */
function add(scene, container, now) {
  const room = scene.rooms.get(container.room) ?? { problems: [], calm: [], total: 0 };
  scene.rooms.set(container.room, room);
  const isProblem = problemOf(container, now) !== null;
  (isProblem ? room.problems : room.calm).push(container);
  room.total += 1;
  scene.shown += 1;
  if (!isProblem) return;
  scene.problems += 1;
  const settled = settledAt(container);
  if (settled > now) scene.until = Math.min(scene.until, settled);
}

/**
 * @param {Room} name
 * @param {RoomScene} room
 * @param {boolean} grouped
 */
function order(name, room, grouped) {
  room.problems.sort(latestFirst);
  if (!grouped && room.calm.length > SORTED_AT_MOST) return;
  const usual = LATEST_FIRST.has(name) ? latestFirst : nameFirst;
  room.calm.sort(grouped ? (a, b) => byGroup(a, b) || usual(a, b) : usual);
}

/**
 * @param {Container} a
 * @param {Container} b
 */
function nameFirst(a, b) {
  return byName(a.name, b.name);
}

/**
 * @param {Container} a
 * @param {Container} b
 */
function latestFirst(a, b) {
  const [x, y] = [stateSince(a) ?? "", stateSince(b) ?? ""];
  return x === y ? byName(a.name, b.name) : x < y ? 1 : -1;
}

/**
 * Return the time (RFC 3339) from which a card counts its age: the start of the state, or of the unhealthy status of
 * a problem. Null: unknown.
 * @param {Container} container
 * @param {boolean} isProblem
 */
export function cardSince(container, isProblem) {
  const isUnhealthy = isProblem && container.health === "unhealthy" && container.state !== "restarting";
  return isUnhealthy ? container.healthSince : stateSince(container);
}

/**
 * Return when the current state of a container began (RFC 3339), or null if it is unknown.
 * @param {Container} container
 */
export function stateSince({ since, state, createdAt, startedAt, finishedAt }) {
  if (since) return since;
  if (state === "created") return createdAt;
  return state === "running" ? startedAt : finishedAt;
}
