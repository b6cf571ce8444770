/** Where a card can be dragged to: the commands that lead into each room, or why none does. Pure. */

/** @import { Room } from "../../../../types/wire.d.ts" */
/** @import { Offer, Target } from "../../../../types/act.d.ts" */

/**
 * Return what a drop in `room` means. Along an arrow that is drawn it is what stands on the arrow; where none is drawn,
 * all that leads there is to choose from. Where a card stands already nothing is done: a hand may slip.
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
 * Return the command that would lead to `room` if it were allowed, or from elsewhere; null when none ever does.
 * @param {Offer[]} offers
 * @param {Room} room
 */
function blockedTo(offers, room) {
  const here = offers.find(({ isLegal, leadsTo }) => !isLegal && leadsTo.includes(room));
  return here ?? offers.find(({ reaches, why }) => why && reaches.includes(room)) ?? null;
}
