/** Reads the lifecycle table (states, rooms, commands, arrows) that the server embeds in the page. */

/** @import { Lifecycle, Room } from "../../../types/wire.d.ts" */
import { embedded } from "./embedded.js";

/** Return the table, frozen. @returns {Lifecycle} */
export function readLifecycle() {
  return Object.freeze(embedded("lifecycle"));
}

/**
 * Return the translated name of a room.
 * @param {Lifecycle} lifecycle
 * @param {Room} room
 */
export function roomText(lifecycle, room) {
  return lifecycle.rooms.find(({ name }) => name === room)?.text ?? room;
}

/**
 * Return whether a container in `state` can only be removed by force. Returns false for `removing`.
 * @param {Lifecycle} lifecycle
 * @param {import("../../../types/wire.d.ts").State} state
 */
export function isUp(lifecycle, state) {
  const remove = lifecycle.commands.find(({ name }) => name === "remove");
  return state !== "removing" && remove?.answers[state].verdict === "refused";
}
