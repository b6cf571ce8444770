/** Sorts the rows of the list. Pure functions. */

/** @import { Container, Sample } from "../../../../types/wire.d.ts" */
/** @import { ColumnName, ListRow, Sort } from "../../../../types/list.d.ts" */
import { columnOf } from "./list_columns.js";

/** The order of the states: what changes or waits before what runs. @type {readonly string[]} */
const STATES = ["failed", "dead", "restarting", "removing", "paused", "created", "exited", "running"];

const compare = new Intl.Collator("en", { numeric: true }).compare;

/** Returns the value of a column. Null sorts last in both directions. @typedef {(row: ListRow, sample: Sample | undefined) => string | number | null} Value */

/** @type {Record<ColumnName, Value>} */
const VALUES = {
  state: ({ container, isProblem }) => (isProblem ? 0 : 100) + STATES.indexOf(container.room),
  name: ({ container }) => container.name,
  image: ({ container }) => container.image,
  age: ({ since }) => (since === null ? null : -Date.parse(since)),
  cause: ({ fact }) => fact || null,
  restarts: ({ container }) => container.restarts,
  cpu: (_, sample) => sample?.cpu ?? null,
  memory: (_, sample) => sample?.memory ?? null,
  ports: ({ container }) => firstPort(container),
  engine: ({ container }) => container.engine,
  project: ({ container }) => container.project,
  id: ({ container }) => container.id,
  command: ({ container }) => container.command,
  created: ({ container }) => Date.parse(container.createdAt),
  status: ({ container }) => container.state,
};

/**
 * Return the sort of an address, such as `-restarts`. Without a known column: by state, problems first.
 * @param {string} text
 * @returns {Sort}
 */
export function sortOf(text) {
  const column = columnOf(text.replace(/^-/, ""));
  return { column: column?.name ?? "state", isDescending: column !== undefined && text.startsWith("-") };
}

/**
 * Return the address value of the sort after a click on a column: the other direction if it is sorted by it already.
 * @param {Sort} sort
 * @param {ColumnName} column
 */
export function clicked(sort, column) {
  if (sort.column === column) return `${sort.isDescending ? "" : "-"}${column}`;
  return `${columnOf(column)?.first ?? ""}${column}`;
}

/**
 * Return the rows in order. Equal ones are sorted by name, then by engine and id. `before` is the last order of the
 * keys: sorting an almost sorted list needs few comparisons.
 * @param {Map<string, ListRow>} rows
 * @param {Sort} sort
 * @param {{before: string[], samples: Map<string, Sample>}} with_
 * @returns {ListRow[]}
 */
export function sortedRows(rows, { column, isDescending }, { before, samples }) {
  const value = VALUES[column];
  const known = before.flatMap((key) => rows.get(key) ?? []);
  const all = known.length === rows.size ? known : [...new Set([...known, ...rows.values()])];
  const values = new Map(all.map((row) => [row, value(row, samples.get(row.key))]));
  const way = isDescending ? -1 : 1;
  return all.sort(
    (a, b) => byValue(values.get(a) ?? null, values.get(b) ?? null, way) || byName(a.container, b.container),
  );
}

/**
 * @param {string | number | null} a
 * @param {string | number | null} b
 * @param {number} way 1, or -1 for descending
 */
function byValue(a, b, way) {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return way * (typeof a === "number" && typeof b === "number" ? a - b : compare(String(a), String(b)));
}

/** @param {Container} a @param {Container} b */
function byName(a, b) {
  return compare(a.name, b.name) || compare(a.engine, b.engine) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** @param {Container} container */
function firstPort({ ports }) {
  const published = ports.flatMap((port) => port.public ?? []);
  return published.length ? Math.min(...published) : null;
}
