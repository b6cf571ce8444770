/** Every length of the picture, in units of 1/16 of the root font size: `fit`, `grid` and `routes` are given one of these. */

/** @import { Sizes } from "../../../types/view.d.ts" */

/** @type {Sizes} For a wall five metres away; 1 unit is a line of 1080. */
export const WALL = {
  stacked: "not all",
  margin: 24,
  pad: 16,
  beside: 34,
  gap: 8,
  rise: 54,
  header: 88,
  aside: 38,
  gutters: [102, 116, 88],
  narrowest: [250, 282, 400, 390],
  word: 27,
  row: 36,
  rowFont: 0.68,
  head: 12,
  hint: 24,
  count: 64,
  registry: 212,
  removed: 140,
  problem: { width: 400, height: 130 },
  card: { width: 240, height: 56 },
  problems: [
    { level: "problem", name: 52, text: 32, lines: 3, letters: 10 },
    { level: "problem", name: 44, text: 28, lines: 3, letters: 10 },
    { level: "problem", name: 40, text: 26, lines: 3, letters: 10, shortens: true },
    { level: "problem", name: 40, text: 24, lines: 1, letters: 10, shortens: true },
  ],
  cards: [
    { level: "card", name: 38, text: 26, lines: 1, letters: 11 },
    { level: "card", name: 30, text: 24, lines: 1, letters: 10 },
    { level: "card", name: 26, text: 24, lines: 1, letters: 9 },
    { level: "name", name: 30, text: 0, lines: 0, letters: 9 },
    { level: "name", name: 24, text: 0, lines: 0, letters: 8 },
    { level: "name", name: 24, text: 0, lines: 0, letters: 5.4, shortens: true },
  ],
  tile: { most: 56, least: 2 },
};

/** @type {Sizes} For a page at arm's length; 1 unit is 1/16 rem. */
export const PAGE = {
  stacked: "(max-width: 999px), (max-height: 560px)",
  margin: 16,
  pad: 12,
  beside: 22,
  gap: 5,
  rise: 44,
  header: 46,
  aside: 32,
  gutters: [66, 74, 60],
  narrowest: [136, 140, 220, 210],
  word: 16,
  row: 24,
  rowFont: 0.56,
  head: 7,
  hint: 12.5,
  count: 26,
  registry: 134,
  removed: 110,
  problem: { width: 220, height: 56 },
  card: { width: 145, height: 50 },
  problems: [
    { level: "problem", name: 20, text: 14, lines: 3, letters: 10 },
    { level: "problem", name: 17, text: 13, lines: 3, letters: 10, shortens: true },
    { level: "problem", name: 16, text: 12.5, lines: 1, letters: 10, shortens: true },
  ],
  cards: [
    { level: "card", name: 17, text: 13.5, lines: 1, letters: 11 },
    { level: "card", name: 14.5, text: 12.5, lines: 1, letters: 8.4 },
    { level: "name", name: 14, text: 0, lines: 0, letters: 9 },
    { level: "name", name: 13, text: 0, lines: 0, letters: 6.5 },
    { level: "name", name: 12.5, text: 0, lines: 0, letters: 4.8, shortens: true },
  ],
  tile: { most: 24, least: 2 },
};
