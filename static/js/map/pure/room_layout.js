/** Computes the rectangle of each room on the lifecycle map from the number of containers in it. Pure functions. */

/** @import { Crowd, Crowds, Rect, Rects, Sizes } from "../../../../types/view.d.ts" */
/** @import { Room } from "../../../../types/wire.d.ts" */

const CROWD = 48;
/** Maximum preferred height of Created and Exited beside a room with problems, as a share of the column height. */
const YIELDS = 0.2;
/** @type {Crowd} */
const NOBODY = { problems: 0, calm: 0 };

/**
 * Return `count` rounded up to 1, 2, 3, 4, 6, 8, 12, 16, 24 … Sizes follow the rounded number, so they rarely change.
 * @param {number} count
 */
export function bucket(count) {
  if (count <= 4) return count;
  const power = 2 ** Math.ceil(Math.log2(count));
  return count <= power * 0.75 ? power * 0.75 : power;
}

/**
 * Return the rectangle of every room in `width` × `height` pixels. Removing and Dead get one only if they contain
 * containers.
 * @param {Ground} ground
 * @param {Crowds} crowds
 * @returns {Rects}
 */
export function fit({ width, height, unit, sizes }, crowds) {
  const space = { width: width / unit, height: height / unit, sizes, crowds: bucketed(crowds) };
  return scaled(picture(space), unit);
}

/** @typedef {{width: number, height: number, unit: number, sizes: Sizes}} Ground size in pixels, and pixels per unit */
/** @typedef {{width: number, height: number, sizes: Sizes, crowds: Crowds}} Space the same in units */
/** @typedef {{room: Room, least: number, wish: number, grow: number}} Want */

/**
 * @param {Crowds} crowds
 * @returns {Crowds}
 */
function bucketed(crowds) {
  const rounded = (/** @type {Crowd} */ { problems, calm }) => ({
    problems: bucket(problems),
    calm: bucket(calm),
  });
  return Object.fromEntries(Object.entries(crowds).map(([room, crowd]) => [room, rounded(crowd)]));
}

/**
 * @param {Space} space
 * @returns {Rects}
 */
function picture(space) {
  const [a, b, c, d] = columns(space);
  const { rise, margin, header, row, registry, word } = space.sizes;
  const inner = space.height - 2 * margin;
  const left = column(a, margin, inner, rise, [
    { room: "images", least: header + row, wish: 0, grow: 1 },
    { room: "registry", least: registry, wish: 0, grow: 0 },
  ]);
  const middle = column(c, margin, inner, rise, [
    want(space, "paused", c.width, 0, inner * 0.3),
    want(space, "running", c.width, 1, inner),
  ]);
  const shelf = (middle["running"]?.y ?? 0) - margin;
  const { restarting: looping = NOBODY } = space.crowds;
  const created = want(space, "created", b.width, 1.3, inner * (looping.problems ? YIELDS : 0.6));
  created.least = Math.max(created.least, shelf + 2.5 * word);
  const restarting = want(space, "restarting", b.width, 1, inner * 0.6);
  const early = column(b, margin, inner, rise, [created, restarting]);
  const late = ended(space, d, inner, shelf);
  return { ...left, ...early, ...middle, ...late };
}

/**
 * Return the position and width of the four columns. Columns with many containers get a larger share of the width.
 * @param {Space} space
 */
function columns({ width, sizes, crowds }) {
  const gutters = [0, ...sizes.gutters];
  const free = width - 2 * sizes.margin - sum(gutters) - sizes.aside;
  const [a, b, d] = sharesOf(crowds).map((share, index) =>
    Math.max(share * free, sizes.narrowest[index] ?? 0),
  );
  const widths = [a, b, free - Number(a) - Number(b) - Number(d), d].map(Number);
  let x = sizes.margin;
  return /** @type {[Span, Span, Span, Span]} */ (
    widths.map((width, index) => {
      x += gutters[index] ?? 0;
      const span = { x, width };
      x += width;
      return span;
    })
  );
}

/**
 * Return the shares of the width for the columns of Images, Created and Failed. The column of Running gets the rest.
 * @param {Crowds} crowds
 */
function sharesOf(crowds) {
  const early = total(crowds["created"]) + total(crowds["restarting"]);
  const late = total(crowds["exited"]) + total(crowds["failed"]);
  const running = total(crowds["running"]);
  const isCrowded = (/** @type {number} */ here) => here >= CROWD && here > running;
  const hasProblems = (/** @type {Room[]} */ ...rooms) => rooms.some((room) => crowds[room]?.problems);
  const yields = running >= CROWD && running > 2 * (early + late) ? 0.04 : 0;
  const b = 0.17 + (hasProblems("restarting", "created") ? 0.03 : 0) + (isCrowded(early) ? 0.1 : 0) - yields;
  const d = 0.26 + (hasProblems("failed") ? 0.02 : 0) + (isCrowded(late) ? 0.08 : 0) - yields;
  return [0.15 - yields / 2, b, d];
}

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

/** @typedef {{x: number, width: number}} Span */

/**
 * Return the rooms of the last column. Failed extends below the top of Running (`shelf`), so that straight arrows can
 * connect the two.
 * @param {Space} space
 * @param {Span} span
 * @param {number} height
 * @param {number} shelf
 */
function ended(space, span, height, shelf) {
  const { sizes, crowds } = space;
  const arrows = 5 * sizes.word + sizes.rise / 2;
  const failed = want(space, "failed", span.width, 1, height * 0.7);
  failed.least = Math.max(failed.least, shelf + arrows);
  const exited = want(space, "exited", span.width, 1, height * (crowds.failed?.problems ? YIELDS : 0.5));
  exited.least = Math.max(exited.least, 4 * sizes.word + sizes.pad);
  const rare = /** @type {Room[]} */ (["removing", "dead"]).filter((room) => total(crowds[room]));
  const row = rare.map((room) => want(space, room, span.width / rare.length, 0, height * 0.2));
  const least = rare.length ? sizes.header : sizes.removed;
  /** @type {Want} */
  const removed = { room: "removed", least, wish: sizes.removed + sizes.row, grow: 0 };
  const rise = rare.length ? sizes.rise * 0.7 : sizes.rise;
  const rooms = column(span, sizes.margin, height, rise, [failed, exited, ...row.slice(0, 1), removed]);
  return { ...rooms, ...beside(rooms, rare, sizes.pad) };
}

/**
 * Return the rooms of `row` side by side in the rectangle of the first one.
 * @param {Rects} rooms
 * @param {Room[]} row
 * @param {number} gap
 * @returns {Rects}
 */
function beside(rooms, row, gap) {
  const place = row[0] && rooms[row[0]];
  if (!place) return {};
  const width = (place.width - gap * (row.length - 1)) / row.length;
  return Object.fromEntries(
    row.map((room, index) => [room, { ...place, width, x: place.x + index * (width + gap) }]),
  );
}

/**
 * Return rooms below each other in `height`. Each gets its minimum (`least`), then up to its preferred height (`wish`),
 * then its share (`grow`) of the rest.
 * @param {Span} span
 * @param {number} top
 * @param {number} height
 * @param {number} rise
 * @param {Want[]} wants
 * @returns {Rects}
 */
function column({ x, width }, top, height, rise, wants) {
  const free = height - rise * (wants.length - 1);
  const leasts = sum(wants.map(({ least }) => least));
  const squeeze = Math.min(1, free / leasts);
  const more = sum(wants.map(({ least, wish }) => Math.max(0, wish - least)));
  const spare = Math.max(0, free - leasts);
  const met = more ? Math.min(1, spare / more) : 0;
  const rest = spare - more * met;
  const growth = sum(wants.map(({ grow }) => grow)) || 1;
  let y = top;
  /** @type {Rects} */
  const rooms = {};
  for (const { room, least, wish, grow } of wants) {
    const height = least * squeeze + Math.max(0, wish - least) * met + (rest * grow) / growth;
    rooms[room] = { x, y, width, height };
    y += height + rise;
  }
  return rooms;
}

/**
 * Return the minimum and preferred height of a room of `width`, both at most `most`.
 * @param {Space} space
 * @param {Room} room
 * @param {number} width
 * @param {number} grow
 * @param {number} most
 * @returns {Want}
 */
function want({ sizes, crowds }, room, width, grow, most) {
  const { problems, calm } = crowds[room] ?? NOBODY;
  const inner = width - 2 * sizes.pad;
  const bare = sizes.header + sizes.pad / 2;
  const rows = Math.ceil(problems / across(inner, sizes.problem.width)) * (sizes.problem.height + sizes.gap);
  const cards = Math.ceil(calm / across(inner, sizes.card.width)) * (sizes.card.height + sizes.gap);
  const large =
    Math.min(problems, 2) * (sizes.problem.height + sizes.gap) + (problems > 2 ? 2 * sizes.row : 0);
  const firsts = large + (calm ? sizes.card.height + sizes.gap : 0);
  const least = Math.min(bare + firsts, most);
  return { room, least, wish: Math.min(Math.max(least, bare + rows + cards), most), grow };
}

/**
 * @param {number} inner
 * @param {number} width
 */
function across(inner, width) {
  return Math.max(1, Math.floor(inner / width));
}

/** @param {Crowd | undefined} crowd */
function total(crowd) {
  return crowd ? crowd.problems + crowd.calm : 0;
}

/**
 * @param {Rects} rooms
 * @param {number} unit
 * @returns {Rects}
 */
function scaled(rooms, unit) {
  const scale = (/** @type {Rect} */ { x, y, width, height }) => ({
    x: Math.round(x * unit),
    y: Math.round(y * unit),
    width: Math.round(width * unit),
    height: Math.round(height * unit),
  });
  return Object.fromEntries(Object.entries(rooms).map(([room, rect]) => [room, scale(rect)]));
}
