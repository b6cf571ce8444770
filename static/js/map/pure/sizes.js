/** All lengths and proportions of the lifecycle map (docs/layout.md). One unit is 1/16 of the root font size. */

/** @import { LayoutSizes } from "../../../../types/view.d.ts" */

/** @type {LayoutSizes} For a wall read from five metres. One unit is at most 1/1080 of the window height. */
export const WALL = {
  stackedQuery: "not all",
  margin: 24,
  pad: 16,
  cardInset: 34,
  gap: 8,
  rowGap: 54,
  headerHeight: 88,
  rightMargin: 38,
  gutters: [102, 116, 88],
  minColumnWidths: [250, 282, 400],
  labelHeight: 27,
  rowHeight: 36,
  rowFontShare: 0.68,
  arrowhead: 12,
  hintFont: 24,
  countFont: 64,
  registryHeight: 212,
  removedHeight: 140,
  problemEstimate: { width: 400, height: 130 },
  cardEstimate: { width: 240, height: 56 },
  problemSizes: [
    { level: "problem", name: 60, text: 34, lines: 3, maxNameEm: 10 },
    { level: "problem", name: 52, text: 32, lines: 3, maxNameEm: 10 },
    { level: "problem", name: 44, text: 28, lines: 3, maxNameEm: 10 },
    { level: "problem", name: 40, text: 26, lines: 3, maxNameEm: 10, mayShorten: true },
    { level: "problem", name: 40, text: 24, lines: 1, maxNameEm: 10, mayShorten: true },
  ],
  cardSizes: [
    { level: "card", name: 46, text: 30, lines: 1, maxNameEm: 11 },
    { level: "card", name: 38, text: 26, lines: 1, maxNameEm: 11 },
    { level: "card", name: 30, text: 24, lines: 1, maxNameEm: 10 },
    { level: "card", name: 26, text: 24, lines: 1, maxNameEm: 9 },
    { level: "card", name: 26, text: 24, lines: 1, maxNameEm: 7.4 },
    { level: "name", name: 30, text: 0, lines: 0, maxNameEm: 9 },
    { level: "name", name: 24, text: 0, lines: 0, maxNameEm: 8 },
    { level: "name", name: 24, text: 0, lines: 0, maxNameEm: 5.4, mayShorten: true },
  ],
  tile: { max: 56, min: 2 },
};

/** @type {LayoutSizes} For the board, read at arm's length. One unit is 1/16 rem. */
export const PAGE = {
  stackedQuery: "(max-width: 999px), (max-height: 560px)",
  margin: 16,
  pad: 12,
  cardInset: 22,
  gap: 5,
  rowGap: 44,
  headerHeight: 46,
  rightMargin: 32,
  gutters: [66, 74, 60],
  minColumnWidths: [136, 140, 220],
  labelHeight: 16,
  rowHeight: 24,
  rowFontShare: 0.56,
  arrowhead: 7,
  hintFont: 12.5,
  countFont: 26,
  registryHeight: 134,
  removedHeight: 110,
  problemEstimate: { width: 220, height: 56 },
  cardEstimate: { width: 145, height: 50 },
  problemSizes: [
    { level: "problem", name: 24, text: 16, lines: 3, maxNameEm: 10 },
    { level: "problem", name: 20, text: 14, lines: 3, maxNameEm: 10 },
    { level: "problem", name: 17, text: 13, lines: 3, maxNameEm: 10, mayShorten: true },
    { level: "problem", name: 16, text: 12.5, lines: 1, maxNameEm: 10, mayShorten: true },
  ],
  cardSizes: [
    { level: "card", name: 20, text: 15, lines: 1, maxNameEm: 11 },
    { level: "card", name: 17, text: 13.5, lines: 1, maxNameEm: 11 },
    { level: "card", name: 14.5, text: 12.5, lines: 1, maxNameEm: 8.4 },
    { level: "name", name: 14, text: 0, lines: 0, maxNameEm: 9 },
    { level: "name", name: 13, text: 0, lines: 0, maxNameEm: 6.5 },
    { level: "name", name: 12.5, text: 0, lines: 0, maxNameEm: 4.8, mayShorten: true },
  ],
  tile: { max: 24, min: 2 },
};

/** Widths of the columns as shares of the free map width. The column of Running gets the rest. */
export const COLUMN_SHARES = {
  images: 0.15,
  created: 0.17,
  failed: 0.26,
  /** Added to a column with problems, because a problem card is wider than another card. */
  createdWithProblems: 0.03,
  failedWithProblems: 0.02,
  /** From this number of containers, a column that has more of them than Running is crowded. */
  crowdedFrom: 48,
  /** Added to a crowded column, so that its cards keep their names. */
  createdCrowded: 0.1,
  failedCrowded: 0.08,
  /** Running is crowded if it also has more than this many times the containers of both other columns. */
  runningDominance: 2,
  /** Taken from the columns beside a crowded Running. Images, which has no cards, gives half of it. */
  runningCrowded: 0.04,
};

/** Heights of rooms. The `max` values are shares of the column height, so that no room displaces its neighbours. */
export const ROOM_HEIGHTS = {
  maxPaused: 0.3,
  maxCreated: 0.6,
  maxRestarting: 0.6,
  maxFailed: 0.7,
  maxExited: 0.5,
  /** Maximum of Removing and Dead: they rarely contain more than a few containers. */
  maxRare: 0.2,
  /** Maximum of Created and Exited if the other large room of their column has problems, which need the space. */
  maxBesideProblems: 0.2,
  /** Created receives this multiple of the free height that Restarting receives: it usually has more containers. */
  createdGrowth: 1.3,
  /** Height that Created and Running share, in labels, for the arrow between them. */
  createdLabels: 2.5,
  /** Height that Failed and Running share, in labels: three labels of exits, one of start, and space between them. */
  failedLabels: 5,
  /** Minimum height of Exited, in labels, for the labels of its arrows from and to Running. */
  exitedLabels: 4,
  /** Share of the gap between rooms if Removing or Dead makes the last column fuller. */
  rareRowGap: 0.7,
  /** Number of full problem cards in the minimum height of a room. */
  minProblemCards: 2,
  /** Rows in the minimum height for the problems after these: the text "+N more", and small cells. */
  minRestRows: 2,
};

/** How a room divides its height between problems and other containers. */
export const GRID_SHARES = {
  /** Minimum share for containers without a problem. */
  calm: 0.2,
  /** With more containers than this, the share is larger, so that their tiles stay visible. */
  manyCalm: 400,
  manyCalmShare: 0.3,
  /** Minimum share for problems that get no full card. */
  rest: 0.28,
  /** The same minimum in list rows: the text "+N more" and one row of small cells. */
  minRestRows: 2.4,
  /** Cells become at most this much higher to fill space that their rows leave empty. */
  stretch: 1.3,
  /** Number of the smallest card sizes that are tried for problems without a full card. */
  restSizes: 2,
};

/** Measures of the text on a card, in em of its font unless noted otherwise. */
export const CARD_TEXT = {
  /** A card is wide enough for a name of this width, even if all names are shorter. */
  minNameEm: 5,
  /** A card is wide enough for this much text: a short fact with its age. */
  minTextEm: 8,
  /** A single column with shortened names is at least this wide: less shows no part of a name. */
  minShortenedEm: 4,
  /** A text with this many lines gets a wider card instead, unless there is only one column. */
  tooManyLines: 3,
  /** Share of a line that is lost at a line break, because words are not split. */
  lostPerBreak: 0.18,
  /** Heights of a name on one and on two lines. */
  nameHeight: 1.3,
  twoLineNameHeight: 2.3,
  lineHeight: 1.35,
  /** Vertical padding of a card without text, as a share of the padding of other cards. */
  nameOnlyPad: 0.4,
};

/** Size and gap of tiles, in pixels: a tile is drawn on whole or half pixels to stay sharp. */
export const TILE_STEPS = {
  /** Above this side the next smaller size is one pixel smaller, below it half a pixel. */
  wholePixelsFrom: 12,
  /** The gap is the side divided by this number. */
  sidesPerGap: 6,
};

/** Estimated contents of stacked rooms. The page scrolls, so an estimate may be too large. */
export const STACKED_ROOMS = {
  /** More containers without a problem get space for tiles only. */
  maxCards: 64,
  maxListRows: 12,
  /** Height of a tile with its gap, as a share of its side. */
  tileHeight: 1.2,
  /** Height of a problem card on a narrow screen, as a share of its estimate: its text needs more lines. */
  problemHeight: 1.6,
};

/** Positions of arrows and labels. Shares refer to the side of a room on which the arrow starts or ends. */
export const ARROW_SHARES = {
  /** Space between a room and an arrowhead, and between a line and its labels, as a share of the label height. */
  clearance: 0.22,
  /** Distances of a label from its line, in clearances: over a straight line, over a bend, beside a vertical line. */
  labelOverLine: 2.1,
  labelOverBend: 1.6,
  labelBeside: 2,
  /** Distance of the label of a quiet arrow below its last bend, in label heights. */
  labelBelowBend: 0.6,
  /** Line of the label of a quiet arrow that shares its line with other labels: below the arrow. */
  quietLabelLine: -1.15,
  /** Half the width of an arrowhead as a share of its length. */
  arrowheadWidth: 0.6,
  /** Distance from the vertical centre of a label to its baseline, as a share of the label height. */
  baseline: 0.32,
  /** Space between the labels of neighbouring arrows, in label heights. */
  labelSpacing: 0.5,
  /** Space below the lowest arrow between two rooms, in label heights. */
  belowLowest: 0.6,
  centre: 0.5,
  /** Running and Paused have two opposite arrows side by side, with space for a label after each. */
  toPaused: 0.34,
  fromPaused: 0.66,
  /** Height in the gap between Created and Restarting of the arrow from Images, which has its label above. */
  imagesToRunning: 0.68,
  /** Minimum of that height if the arrow would start below the room Images. */
  minImagesToRunning: 0.6,
  /** Position of the lane in the right margin. */
  rightLane: 0.6,
  /** Ends of arrows in the right lane. Those of Exited and Failed have a distance from each other. */
  exitedOut: 0.75,
  failedOut: 0.5,
  removedFromExited: 0.65,
  removedFromFailed: 0.4,
  /** Ends of arrows in the bottom lane, below the ends of all others. */
  bottomOut: 0.9,
  bottomToRemoved: 0.75,
  bottomToOther: 0.85,
  /** Ends of arrows from Paused down the gutter, above the arrows of Running. */
  gutterOut: 0.3,
  gutterIn: 0.2,
};
