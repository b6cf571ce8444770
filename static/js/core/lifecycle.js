/** The one table of states, rooms, commands and arrows, as the server embedded it. There is no second copy of its rules. */

/** @import { Lifecycle, Room } from "../../../types/wire.d.ts" */
import { embedded } from "../ui/dom.js";

/** @returns {Lifecycle} */
export function readLifecycle() {
  return Object.freeze(embedded("lifecycle"));
}

/**
 * Return the word on a room's door.
 * @param {Lifecycle} lifecycle
 * @param {Room} room
 */
export function roomText(lifecycle, room) {
  return lifecycle.rooms.find(({ name }) => name === room)?.text ?? room;
}

/**
 * Return whether a process of the container is there: it may only be removed by force.
 * @param {Lifecycle} lifecycle
 * @param {import("../../../types/wire.d.ts").State} state
 */
export function isUp(lifecycle, state) {
  const remove = lifecycle.commands.find(({ name }) => name === "remove");
  return state !== "removing" && remove?.answers[state].verdict === "refused";
}
