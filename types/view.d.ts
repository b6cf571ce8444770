/** Types that the views of the board exchange. Lengths are CSS pixels unless noted otherwise. */

import type { Board, Change, Container, Engine, Image, Move, Room, Tombstone } from "./wire.d.ts";

/**
 * `connecting`: no connection yet, and no board (an empty epoch) or the one that the page contained; `up`: current;
 * `lost`: the connection was lost after a snapshot.
 */
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

export type RoomRects = Partial<Record<Room, Rect>>;

/** Number of containers in a room: `problems` need attention, `calm` do not. */
export interface RoomCount {
  problems: number;
  calm: number;
}

export type RoomCounts = Partial<Record<Room, RoomCount>>;

/** How much of a container its cell shows. `count`: no cells; the containers appear in the room's count only. */
export type DetailLevel = "problem" | "card" | "name" | "tile" | "count";

/**
 * One size of a card. `name` and `text` are font sizes in units; 0: not written. Names of up to `maxNameEm` em make
 * a card wider. Longer names are shortened.
 */
export interface CardSize {
  level: DetailLevel;
  name: number;
  text: number;
  /** Number of text lines; the maximum for problems. */
  lines: number;
  maxNameEm: number;
  /** Whether a room that is too narrow for this size still uses it, in one column and with shortened names. */
  mayShorten?: boolean;
}

/** All lengths of a lifecycle map, in units (1/16 of the root font size); the values are in `map/pure/sizes.js`. */
export interface LayoutSizes {
  /** The media query for windows in which the rooms are stacked, without arrows. The stylesheet has the same one. */
  stackedQuery: string;
  /** Space around all rooms. */
  margin: number;
  /** Padding of a room at the sides and below its cards. */
  pad: number;
  /** Width of a card's bar and padding beside its text. */
  cardInset: number;
  /** Gap between two cards. */
  gap: number;
  /** Gap between two rooms of a column. */
  rowGap: number;
  headerHeight: number;
  /** Space to the right of the last column, for arrows. */
  rightMargin: number;
  /** Gaps between the four columns. */
  gutters: [number, number, number];
  /** Minimum widths of the columns of Images, Created and Failed. */
  minColumnWidths: [number, number, number];
  /** Height of a label of an arrow. */
  labelHeight: number;
  /** Height of a list row. */
  rowHeight: number;
  /** Font size of a list row as a share of its height. */
  rowFontShare: number;
  /** Length of an arrowhead. */
  arrowhead: number;
  /** Font sizes of the hint and the count in a room's header. */
  hintFont: number;
  countFont: number;
  registryHeight: number;
  removedHeight: number;
  /** Size of a problem card and of another card that the heights of rooms are computed from. */
  problemEstimate: { width: number; height: number };
  cardEstimate: { width: number; height: number };
  /** The sizes of cards, the largest first. */
  problemSizes: CardSize[];
  cardSizes: CardSize[];
  /** Side of a tile. */
  tile: { max: number; min: number };
}

/** The size of the map in pixels, with the pixels per unit. */
export interface MapSize {
  width: number;
  height: number;
  unit: number;
  sizes: LayoutSizes;
}

/** What the sizes of cells depend on. The text widths are in em. */
export interface TextMetrics {
  sizes: LayoutSizes;
  /** Pixels per unit. */
  unit: number;
  /** The longest name of all containers. */
  nameEm: number;
  /** The longest name of a problem. */
  problemNameEm: number;
  /** The longest line of these names on two lines. */
  problemHalfEm: number;
  /** The longest text about a problem. */
  problemTextEm: number;
}

/** A possible shape of the cells in a block. `lines` and `nameLines` count the lines of text and of the name. */
export interface CellShape {
  columns: number;
  width: number;
  height: number;
  lines: number;
  nameLines: number;
}

/**
 * A block of equal cells in a room. `cellAt` in `map/pure/card_grid.js` returns the corner of a cell. `name` and `text`
 * are font sizes in pixels.
 */
export interface CellBlock extends CellShape {
  level: DetailLevel;
  count: number;
  x: number;
  y: number;
  gap: number;
  name: number;
  text: number;
}

/** The cells of a room: full problem cards, small cells for the `rest` of the problems, and all other containers. */
export interface CardGrid {
  problem: CellBlock;
  rest: CellBlock;
  calm: CellBlock;
  /** Position of the text "+N more" if not every problem is a full card. */
  more: { x: number; y: number; count: number } | null;
}

export type Point = [number, number];

/** The path of an arrow. Its labels are written from (x, y) upwards, one on each line. */
export interface Route {
  points: Point[];
  label: { x: number; y: number; anchor: "start" | "middle" | "end" };
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

/**
 * The state of a project in one word, the worst first. `degraded`: a container needs attention. `partial`: one is
 * created, paused or was stopped. `up`: all are running, or exited with exit code 0. `stopped`: none is running or
 * paused.
 */
export type ProjectState = "degraded" | "partial" | "up" | "stopped";

/** A project on one engine with its containers in all rooms: `problems` need attention. */
export interface Project {
  engine: string;
  name: string;
  word: ProjectState;
  running: number;
  total: number;
  problems: number;
}

export interface Scene {
  rooms: Map<Room, RoomScene>;
  shown: number;
  total: number;
  problems: number;
  /** When the next problem ends without a change, in milliseconds since 1970; Infinity if none does. */
  until: number;
}

/** A view of the containers on the board: the lifecycle map or the list. Containers have the keys of `keyOf`. */
export interface ContainerView {
  /** Contains the elements of all containers, in either view. */
  readonly root: HTMLElement;
  /** The element that has the focus when no container has. */
  readonly ground: HTMLElement;
  readonly scene: Scene | null;
  /** Call `listener` each time the view has been drawn. Returns a function that removes the listener. */
  onDraw(listener: () => void): () => boolean;
  /** Return the element of a container, or undefined if it is not in the document. */
  elementOf(key: string): HTMLElement | undefined;
  /** Return the keys of the shown containers in reading order, including those whose elements are not in the document. */
  keys(): string[];
  /** Move the focus to a container and scroll to it. Returns false if the view does not show it. */
  focus(key: string): boolean;
  /**
   * Return the key of the container that a navigation key, such as `ArrowDown`, leads to. Without `from`: the container
   * in the Tab order. Returns null if there is none, and undefined if the view does not handle the key.
   */
  next(from: string | null, key: string): string | null | undefined;
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
  sizes: LayoutSizes;
  /** Pixels per unit. The lifecycle map sets it when its size changes. */
  unit: number;
  /** Text widths in the two font weights of the page. */
  textMeasures: {
    bold: import("../static/js/map/text_measure.js").TextMeasure;
    plain: import("../static/js/map/text_measure.js").TextMeasure;
  };
  lifecycle: import("./wire.d.ts").Lifecycle;
  store: ReturnType<typeof import("../static/js/core/pure/store.js").createStore>;
  pulls: ReturnType<typeof import("../static/js/core/pure/pull_store.js").createPulls>;
  clock: import("../static/js/core/clock.js").ServerClock;
  format: ReturnType<typeof import("../static/js/core/pure/format.js").createFormat>;
  settings: import("../static/js/core/settings.js").Settings;
}
