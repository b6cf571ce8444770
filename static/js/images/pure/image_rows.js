/** Rows of the image table: one row for each image name, with search, sorting and sums. Pure. */

/** @import { Container, Image } from "../../../../types/wire.d.ts" */

/**
 * @typedef {object} ImageRow
 * @property {string} key
 * @property {string} engine
 * @property {string} id
 * @property {string} repository from the tag, else from the digest; empty if the image has neither
 * @property {string} tag
 * @property {string} reference argument for docker commands: the image name or the short id
 * @property {string} createdAt
 * @property {number} size bytes
 * @property {Container[]} usedBy
 * @property {boolean} isDangling as the engine reports it
 * @property {number} names how many names the image has
 */

/** @typedef {"repository" | "tag" | "id" | "created" | "size" | "used" | "engine"} Column */

const SHORT = 12;
const byText = new Intl.Collator("en", { numeric: true }).compare;

/** @type {Record<Column, (a: ImageRow, b: ImageRow) => number>} */
const ORDERS = {
  repository: (a, b) => byText(a.repository, b.repository),
  tag: (a, b) => byText(a.tag, b.tag),
  id: (a, b) => byText(a.id, b.id),
  created: (a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt),
  size: (a, b) => a.size - b.size,
  used: (a, b) => a.usedBy.length - b.usedBy.length,
  engine: (a, b) => byText(a.engine, b.engine),
};

/** @param {string} id */
export function shortId(id) {
  return id.replace(/^sha256:/, "").slice(0, SHORT);
}

/**
 * Return the rows of all images.
 * @param {readonly Image[]} images
 * @param {Iterable<Container>} containers
 * @returns {ImageRow[]}
 */
export function rowsOf(images, containers) {
  const users = usersOf(containers);
  return images.flatMap((image) => {
    const usedBy = users.get(`${image.engine}/${image.id}`) ?? [];
    const tags = image.tags.length ? image.tags : [""];
    return tags.map((name) => rowOf(image, name, usedBy));
  });
}

/**
 * Return the rows that match a search. The name, id, engine or a container's name must contain every word.
 * `is:untagged` (also `is:dangling`), `is:used` and `is:unused` are filters.
 * @param {ImageRow[]} rows
 * @param {string} q
 */
export function filterRows(rows, q) {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => words.every((word) => shows(row, word)));
}

/**
 * Return the rows sorted by a column, in descending order with `-` before the column. Equal rows are sorted by name.
 * @param {ImageRow[]} rows
 * @param {string} sort
 */
export function sorted(rows, sort) {
  const way = sort.startsWith("-") ? -1 : 1;
  const name = sort.replace(/^-/, "");
  const order = Object.hasOwn(ORDERS, name) ? ORDERS[/** @type {Column} */ (name)] : ORDERS.repository;
  return rows.toSorted((a, b) => way * order(a, b) || byName(a, b));
}

/**
 * Return the number of images and their total bytes. Each image is counted once. Shared layers are counted for every
 * image, because the engine does not report what is shared.
 * @param {ImageRow[]} rows
 */
export function sumOf(rows) {
  const sizes = new Map(rows.map(({ engine, id, size }) => [`${engine}/${id}`, size]));
  return { images: sizes.size, bytes: [...sizes.values()].reduce((sum, size) => sum + size, 0) };
}

/**
 * Return the rows that `docker image prune` would remove: dangling images that no container uses.
 * @param {ImageRow[]} rows
 */
export function prunable(rows) {
  return rows.filter(({ isDangling, usedBy }) => isDangling && !usedBy.length);
}

/**
 * Return the keys of the rows from `from` to `to`, both included. Returns only `to` if `from` is not shown.
 * @param {ImageRow[]} rows
 * @param {string} from
 * @param {string} to
 */
export function rangeOf(rows, from, to) {
  const [start, end] = [from, to].map((key) => rows.findIndex((row) => row.key === key));
  if (start === undefined || end === undefined || start < 0 || end < 0) return [to];
  return rows.slice(Math.min(start, end), Math.max(start, end) + 1).map(({ key }) => key);
}

/** @param {Iterable<Container>} containers */
function usersOf(containers) {
  /** @type {Map<string, Container[]>} */
  const users = new Map();
  for (const container of containers) {
    const key = `${container.engine}/${container.imageId}`;
    const known = users.get(key);
    if (known) known.push(container);
    else users.set(key, [container]);
  }
  return users;
}

/**
 * @param {Image} image
 * @param {string} name
 * @param {Container[]} usedBy
 * @returns {ImageRow}
 */
function rowOf({ engine, id, tags, digests, createdAt, size, dangling }, name, usedBy) {
  const colon = name.indexOf(":", name.lastIndexOf("/") + 1);
  const untagged = name ? "" : (digests[0]?.split("@")[0] ?? "");
  return {
    key: `${engine}/${id}/${name}`,
    engine,
    id,
    repository: (colon < 0 ? name : name.slice(0, colon)) || untagged,
    tag: colon < 0 ? "" : name.slice(colon + 1),
    reference: name || shortId(id),
    createdAt,
    size,
    usedBy,
    isDangling: dangling,
    names: tags.length,
  };
}

/** @param {ImageRow} row @param {string} word */
function shows({ isDangling, usedBy, reference, repository, id, engine }, word) {
  if (word === "is:untagged" || word === "is:dangling") return isDangling;
  if (word === "is:used") return usedBy.length > 0;
  if (word === "is:unused") return !usedBy.length;
  const text = [reference, repository, shortId(id), engine, ...usedBy.map(({ name }) => name)].join("\n");
  return text.toLowerCase().includes(word.replace(/^sha256:/, ""));
}

/** Dangling images come last. @param {ImageRow} a @param {ImageRow} b */
function byName(a, b) {
  return (
    Number(a.isDangling) - Number(b.isDangling) ||
    byText(a.reference, b.reference) ||
    byText(a.engine, b.engine)
  );
}
