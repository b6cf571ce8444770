/** Computes counts of a scene: the containers in each room, and which rooms are too full to draw. Pure functions. */

/** @import { RoomCount, RoomCounts, Scene } from "../../../../types/view.d.ts" */

/** With more containers, those without a problem in the fullest rooms are counted, not drawn (`docs/protocol.md`). */
const DRAWN_AT_MOST = 2000;

/**
 * Return the number of containers in each room, with problems apart.
 * @param {Scene} scene
 * @returns {RoomCounts}
 */
export function roomCounts(scene) {
  return Object.fromEntries(
    [...scene.rooms].map(([name, { problems, calm }]) => [
      name,
      { problems: problems.length, calm: calm.length },
    ]),
  );
}

/**
 * Return the number of containers in a room; 0 for an undefined count.
 * @param {RoomCount | undefined} count
 */
export function totalCount(count) {
  return count ? count.problems + count.calm : 0;
}

/**
 * Return the rooms that show their containers without a problem as a number only. These are the fullest rooms: as many
 * as necessary to draw at most `DRAWN_AT_MOST` containers.
 * @param {Scene} scene
 */
export function countedRooms(scene) {
  let drawn = scene.shown;
  const counted = new Set();
  for (const [name, { calm }] of [...scene.rooms].sort(([, a], [, b]) => b.calm.length - a.calm.length)) {
    if (drawn <= DRAWN_AT_MOST) break;
    drawn -= calm.length;
    counted.add(name);
  }
  return counted;
}
