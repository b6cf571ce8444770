/** Computes the commands that a drop in a room can run. Pure functions. */

/** @import { Room } from "../../../../types/wire.d.ts" */
/** @import { Offer, Target } from "../../../../types/commands.d.ts" */

/**
 * Return the commands for a drop in `room`: those with a labelled arrow to the room, else those with a quiet arrow,
 * else all that lead there. A drop in the room where the containers already are does nothing.
 * @param {Offer[]} offers
 * @param {Room} room
 * @returns {Target}
 */
export function targetOf(offers, room) {
  const legal = offers.filter(
    ({ isLegal, leadsTo, applies }) =>
      isLegal && leadsTo.includes(room) && applies.some((container) => container.room !== room),
  );
  const along = (/** @type {boolean} */ drawn) =>
    legal.filter(({ edges }) => edges.some(({ to, quiet }) => to === room && !(drawn && quiet)));
  const found = [along(true), along(false), legal].find(({ length }) => length) ?? [];
  return { offers: found, blocked: found.length ? null : blockedTo(offers, room) };
}

/**
 * Return the command whose refusal explains why a drop in `room` does nothing: one that leads there but is not allowed,
 * or one that leads there from another state. Returns null if no command leads there.
 * @param {Offer[]} offers
 * @param {Room} room
 */
function blockedTo(offers, room) {
  const here = offers.find(({ isLegal, leadsTo }) => !isLegal && leadsTo.includes(room));
  return here ?? offers.find(({ reaches, why }) => why && reaches.includes(room)) ?? null;
}
