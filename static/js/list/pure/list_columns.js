/** The columns of the list: which exist, which are shown, and how wide they are. Pure. */

/** @import { ColumnName } from "../../../../types/list.d.ts" */

/**
 * The columns in their usual order. Widths are in rem; `grow` is the share of free width. `first` is the direction of
 * the first click on the heading.
 * @type {readonly {name: ColumnName, width: number, grow: number, first: "" | "-", isNumber?: boolean, isExtra?: boolean}[]}
 */
export const COLUMNS = Object.freeze([
  { name: "state", width: 7.5, grow: 0, first: "" },
  { name: "name", width: 11, grow: 2, first: "" },
  { name: "image", width: 8, grow: 1, first: "" },
  { name: "age", width: 4.75, grow: 0, first: "", isNumber: true },
  { name: "cause", width: 12, grow: 3, first: "" },
  { name: "restarts", width: 5.75, grow: 0, first: "-", isNumber: true },
  { name: "cpu", width: 7, grow: 0, first: "-", isNumber: true },
  { name: "memory", width: 7.75, grow: 0, first: "-", isNumber: true },
  { name: "ports", width: 6, grow: 0.4, first: "" },
  { name: "engine", width: 6, grow: 0, first: "", isExtra: true },
  { name: "project", width: 7, grow: 0.8, first: "", isExtra: true },
  { name: "id", width: 7.5, grow: 0, first: "", isExtra: true },
  { name: "command", width: 9, grow: 1.2, first: "", isExtra: true },
  { name: "created", width: 5, grow: 0, first: "-", isNumber: true, isExtra: true },
  { name: "status", width: 10, grow: 1, first: "", isExtra: true },
]);

/** Width of the checkbox and of the menu button, in rem. */
const EDGE_WIDTHS = [2.25, 2.5];

/**
 * Return the shown columns: those that `text` lists, else the usual ones. The usual ones include the engine if the
 * board has several. Unknown and repeated names are dropped. The name of a container is always shown.
 * @param {string} text names separated by commas
 * @param {{hasEngines: boolean}} of
 * @returns {ColumnName[]}
 */
export function shownColumns(text, { hasEngines }) {
  const asked = [...new Set(text.split(","))].flatMap((name) => columnOf(name)?.name ?? []);
  if (!asked.length) return usualColumns(hasEngines);
  return asked.includes("name") ? asked : ["name", ...asked];
}

/** @param {boolean} hasEngines @returns {ColumnName[]} */
function usualColumns(hasEngines) {
  return COLUMNS.filter(({ name, isExtra }) => !isExtra || (hasEngines && name === "engine")).map(
    ({ name }) => name,
  );
}

/** Return a column by its name, or undefined. @param {string} name */
export function columnOf(name) {
  return COLUMNS.find((column) => column.name === name);
}

/**
 * Return all columns with whether each is shown: first the shown ones in their order, then the others.
 * @param {ColumnName[]} shown
 */
export function columnChoices(shown) {
  const others = COLUMNS.map(({ name }) => name).filter((name) => !shown.includes(name));
  return [...shown, ...others].map((name) => ({ name, isShown: shown.includes(name) }));
}

/**
 * Return the CSS grid tracks of a row, and the minimum width of the table in rem.
 * @param {ColumnName[]} shown
 */
export function tracksOf(shown) {
  const [before = 0, after = 0] = EDGE_WIDTHS;
  const columns = shown.flatMap((name) => columnOf(name) ?? []);
  const tracks = columns.map(({ width, grow }) => (grow ? `minmax(${width}rem, ${grow}fr)` : `${width}rem`));
  const width = columns.reduce((sum, column) => sum + column.width, before + after);
  return { tracks: [`${before}rem`, ...tracks, `${after}rem`].join(" "), width };
}
