/** Flattens a JSON value to the rows of a tree. Pure. */

/**
 * @typedef {{pointer: string, depth: number, key: string, value: unknown, size: number | null}} Row `size`: number of children, null for a simple value
 */

const ROWS_AT_MOST = 20_000;

/**
 * Return the rows of a tree, parents before their children.
 * @param {unknown} value
 * @returns {Row[]}
 */
export function treeRows(value) {
  /** @type {Row[]} */
  const rows = [];
  walk(value, "", "", 0, rows);
  return rows.slice(1);
}

/**
 * @param {unknown} value
 * @param {string} key
 * @param {string} pointer
 * @param {number} depth
 * @param {Row[]} rows
 */
function walk(value, key, pointer, depth, rows) {
  if (rows.length > ROWS_AT_MOST) return;
  const children = value !== null && typeof value === "object" ? Object.entries(value) : null;
  rows.push({ pointer, depth, key, value, size: children ? children.length : null });
  for (const [name, child] of children ?? [])
    walk(child, name, `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, depth + 1, rows);
}

/**
 * Return the JSON pointers of the rows with `text` in the key or the value.
 * @param {Row[]} rows
 * @param {string} text
 */
export function matches(rows, text) {
  const wanted = text.toLowerCase();
  if (!wanted) return [];
  return rows
    .filter(({ key, value, size }) =>
      `${key} ${size === null ? String(value) : ""}`.toLowerCase().includes(wanted),
    )
    .map(({ pointer }) => pointer);
}
