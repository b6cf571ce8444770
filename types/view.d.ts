/** Shapes that the views of the picture pass to each other. Lengths are CSS pixels unless said otherwise. */

import type { Change, Container, Engine, Image, Move, Room, Snapshot, Tombstone } from "./wire.d.ts";

/** `up`: the board is as the server says; `connecting`: never was; `lost`: was, and is old now. */
export type Link = "connecting" | "up" | "lost";

export interface BoardState {
  revision: number;
  at: string;
  version: string;
  link: Link;
  /** When the server was lost (ms since 1970). */
  lostAt: number | null;
  engines: Engine[];
  containers: Map<string, Container>;
  images: Image[];
  tombstones: Tombstone[];
  recent: Move[];
}

/** What changed since the last call of a subscriber. */
export type Delta =
  { kind: "snapshot"; snapshot: Snapshot } | { kind: "change"; change: Change } | { kind: "link" };

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export type Rects = Partial<Record<Room, Rect>>;

/** How many stand in a room: those that need a look, and the others. */
export interface Crowd {
  problems: number;
  calm: number;
}

export type Crowds = Partial<Record<Room, Crowd>>;

export type Level = "problem" | "card" | "name" | "tile" | "count";

/** One size a card can have; `name` and `text` are font sizes (0: not written), in units; `letters`: room for a name of this many widths of its font, longer ones are shortened. */
export interface Step {
  level: Level;
  name: number;
  text: number;
  lines: number;
  letters: number;
  /** Names may be shortened to the room's width where even one column is too narrow. */
  shortens?: boolean;
}

/** Every length of a picture in units (1/16 of the root font size); see `map/fit.js`. */
export interface Sizes {
  /** The media query of the windows without place for arrows, where rooms are stacked (the stylesheet's too). */
  stacked: string;
  margin: number;
  pad: number;
  /** A card's bar and padding beside its text. */
  beside: number;
  gap: number;
  rise: number;
  header: number;
  aside: number;
  gutters: [number, number, number];
  /** The least widths of the four columns. */
  narrowest: [number, number, number, number];
  word: number;
  row: number;
  /** Font size of a list's row, as a share of its height. */
  rowFont: number;
  /** Length of an arrow's head. */
  head: number;
  /** Font sizes of a room's hint and its count. */
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

/** A block of equal cells in a room. `at(i)` is the corner of the i-th, from the room's corner. */
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
  /** Lines the name of a problem may take. */
  nameLines: number;
}

export interface Grid {
  problem: Part;
  rest: Part;
  calm: Part;
  /** Where "+N" stands when not every problem is a full card. */
  more: { x: number; y: number; count: number } | null;
}

export type Point = [number, number];

/** The way of an arrow; words are set from (x, y) upwards, one line each. */
export interface Route {
  points: Point[];
  words: { x: number; y: number; anchor: "start" | "middle" | "end" };
}

/** What of the board is shown. Absent words show everything. */
export interface Filter {
  q: string;
  engine: string;
  project: string;
  pod: string;
}

/** The containers of one room in the order they are drawn. */
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
  /** When (ms) a problem is over by time alone; Infinity if none is. */
  until: number;
}

export interface Clock {
  /** Milliseconds since 1970 by the server's clock. */
  now(): number;
}

export type Request = (event: string, body: object) => Promise<unknown>;

/** What every view is given. */
export interface Page {
  lang: string;
  wall: boolean;
  sizes: Sizes;
  /** Pixels of one unit; the picture sets it when the window changes. */
  unit: number;
  rulers: {
    bold: import("../static/js/map/text_measure.js").Ruler;
    plain: import("../static/js/map/text_measure.js").Ruler;
  };
  lifecycle: import("./wire.d.ts").Lifecycle;
  store: ReturnType<typeof import("../static/js/core/store.js").createStore>;
  pulls: ReturnType<typeof import("../static/js/core/pull_store.js").createPulls>;
  clock: import("../static/js/core/clock.js").ServerClock;
  format: ReturnType<typeof import("../static/js/core/format.js").createFormat>;
  settings: import("../static/js/core/settings.js").Settings;
}
