/** Types that the views of the board exchange. Lengths are CSS pixels unless noted otherwise. */

import type { Board, Change, Container, Engine, Image, Move, Room, Tombstone } from "./wire.d.ts";

/** `connecting`: no snapshot yet; `up`: current; `lost`: the connection was lost after a snapshot. */
export type Link = "connecting" | "up" | "lost";

export interface BoardState {
  epoch: string;
  revision: number;
  at: string;
  version: string;
  link: Link;
  /** When the connection was lost, in milliseconds since 1970. */
  lostAt: number | null;
  engines: Engine[];
  containers: Map<string, Container>;
  images: Image[];
  tombstones: Tombstone[];
  recent: Move[];
}

/** What a subscriber of the store receives: what has changed. */
export type Delta =
  { kind: "snapshot"; snapshot: Board } | { kind: "change"; change: Change } | { kind: "link" };

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export type Rects = Partial<Record<Room, Rect>>;

/** Number of containers in a room: `problems` need attention, `calm` do not. */
export interface Crowd {
  problems: number;
  calm: number;
}

export type Crowds = Partial<Record<Room, Crowd>>;

export type Level = "problem" | "card" | "name" | "tile" | "count";

/**
 * One size of a card. `name` and `text` are font sizes in units; 0: not written. Names of up to `letters` em make
 * a card wider. Longer names are shortened.
 */
export interface Step {
  level: Level;
  name: number;
  text: number;
  lines: number;
  letters: number;
  /** Whether a room that is too narrow for this size still uses it, in one column and with shortened names. */
  shortens?: boolean;
}

/** All lengths of a lifecycle map, in units (1/16 of the root font size); the values are in `map/pure/sizes.js`. */
export interface Sizes {
  /** The media query for windows in which the rooms are stacked, without arrows. The stylesheet has the same one. */
  stacked: string;
  margin: number;
  pad: number;
  /** Width of a card's bar and padding beside its text. */
  beside: number;
  gap: number;
  rise: number;
  header: number;
  aside: number;
  gutters: [number, number, number];
  /** Minimum column widths. Only the first three are read: for the columns of Images, Created and Failed. */
  narrowest: [number, number, number, number];
  word: number;
  row: number;
  /** Font size of a list row as a share of its height. */
  rowFont: number;
  /** Length of an arrowhead. */
  head: number;
  /** Font sizes of the hint and the count in a room's header. */
  hint: number;
  count: number;
  registry: number;
  removed: number;
  problem: { width: number; height: number };
  card: { width: number; height: number };
  problems: Step[];
  cards: Step[];
  tile: { most: number; least: number };
}

/** A block of equal cells in a room. `cellAt` in `map/pure/card_grid.js` returns the corner of a cell. */
export interface Part {
  level: Level;
  count: number;
  columns: number;
  x: number;
  y: number;
  width: number;
  height: number;
  gap: number;
  name: number;
  text: number;
  lines: number;
  /** Number of lines for the name of a problem. */
  nameLines: number;
}

export interface Grid {
  problem: Part;
  rest: Part;
  calm: Part;
  /** Position of the text "+N more" if not every problem is a full card. */
  more: { x: number; y: number; count: number } | null;
}

export type Point = [number, number];

/** The path of an arrow. Its labels are written from (x, y) upwards, one on each line. */
export interface Route {
  points: Point[];
  words: { x: number; y: number; anchor: "start" | "middle" | "end" };
}

/** Which containers are shown. Empty strings do not filter. */
export interface Filter {
  q: string;
  engine: string;
  project: string;
  pod: string;
}

/** The containers of one room, in the order in which they are drawn. */
export interface RoomScene {
  problems: Container[];
  calm: Container[];
  total: number;
}

export interface Scene {
  rooms: Map<Room, RoomScene>;
  shown: number;
  total: number;
  problems: number;
  /** When the next problem ends without a change, in milliseconds since 1970; Infinity if none does. */
  until: number;
}

export interface Clock {
  /** Return the server time in milliseconds since 1970. */
  now(): number;
}

export type Request = (event: string, body: object) => Promise<unknown>;

/** The page context that every view receives. */
export interface Page {
  lang: string;
  wall: boolean;
  sizes: Sizes;
  /** Pixels per unit. The lifecycle map sets it when its size changes. */
  unit: number;
  rulers: {
    bold: import("../static/js/map/text_measure.js").Ruler;
    plain: import("../static/js/map/text_measure.js").Ruler;
  };
  lifecycle: import("./wire.d.ts").Lifecycle;
  store: ReturnType<typeof import("../static/js/core/pure/store.js").createStore>;
  pulls: ReturnType<typeof import("../static/js/core/pure/pull_store.js").createPulls>;
  clock: import("../static/js/core/clock.js").ServerClock;
  format: ReturnType<typeof import("../static/js/core/pure/format.js").createFormat>;
  settings: import("../static/js/core/settings.js").Settings;
}
