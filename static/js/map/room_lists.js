/** Writes the lists in the rooms Images, Registry (with pulls) and Removed. */

/** @import { BoardState } from "../../../types/view.d.ts" */
/** @import { Container, Image, Tombstone } from "../../../types/wire.d.ts" */
/** @import { Page } from "../../../types/view.d.ts" */
import { element } from "../ui/dom.js";
import { imageName, registryOf, visible } from "../core/pure/format.js";
import { gettext, ngettext } from "../core/i18n.js";
import { isKnown } from "../ui/connection_banner.js";
import { pullLine } from "../pull/pull_words.js";
import { shareOf } from "../core/pure/pull_store.js";

/** @typedef {import("../../../types/wire.d.ts").Pull} Pull */
/**
 * One row of a list. `short` replaces `text` if `text` does not fit. `creates` is the image from which a click creates
 * a container. `pull` is the state and the finished share of a pull.
 * @typedef {{text: string, short?: string, side: string, title?: string, creates?: {engine: string, image: string}, pull?: {id: string, state: string, share: number | null}}} Row
 */
/** @typedef {import("./room.js").Room} Room */

const SHOW_REMOVED_MS = 600_000;
/** How long the room Registry shows a failed pull. */
const SHOW_FAILED_MS = 60_000;

/** Writes as many rows as fit in the room, and the number of the others. */
export class RoomLists {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.textMeasure = page.textMeasures.plain;
  }

  /**
   * @param {BoardState} state
   * @param {Map<string, Room>} rooms
   */
  draw(state, rooms) {
    const { engine } = this.page.settings.filter;
    const ofEngine = (/** @type {{engine: string}} */ of) => !engine || of.engine === engine;
    const images = state.images.filter(ofEngine);
    const containers = [...state.containers.values()].filter(ofEngine);
    const rows = imageRows(images, containers, this.page.wall);
    const removed = this.#removed(state.tombstones.filter(({ container }) => ofEngine(container)));
    const { format } = this.page;
    const count = isKnown(state, engine) ? format.number(images.length) : "–";
    this.#write(rooms.get("images"), rows, count);
    this.#write(rooms.get("registry"), [...this.#pulls(), ...registryRows(images)], "");
    this.#write(rooms.get("removed"), removed, removed.length ? format.number(removed.length) : "");
  }

  /** Update ages and pulls every second. @param {BoardState} state @param {Map<string, Room>} rooms */
  tick(state, rooms) {
    if (state.tombstones.length || this.#pulls().length) this.draw(state, rooms);
  }

  /** Return rows for the running pulls and for pulls that failed in the last minute. @returns {Row[]} */
  #pulls() {
    const { pulls, clock, settings } = this.page;
    const now = clock.now();
    const isFresh = (/** @type {Pull} */ { state, endedAt }) =>
      state === "pulling" || (state === "failed" && now - Date.parse(endedAt ?? "") < SHOW_FAILED_MS);
    return pulls
      .list(now)
      .filter((pull) => isFresh(pull) && (!settings.filter.engine || pull.engine === settings.filter.engine))
      .map((pull) => ({
        ...pullLine(pull, this.page),
        title: pull.error?.text ?? "",
        pull: { id: pull.id, state: pull.stalled ? "stalled" : pull.state, share: shareOf(pull) },
      }));
  }

  /**
   * @param {Tombstone[]} tombstones
   * @returns {Row[]}
   */
  #removed(tombstones) {
    const { clock, format } = this.page;
    const now = clock.now();
    const kept = tombstones.filter(({ at }) => now - Date.parse(at) < SHOW_REMOVED_MS).reverse();
    return kept.map(({ container, at }) => ({
      text: visible(container.name),
      side: format.age(now - Date.parse(at)),
      title: container.cause?.text ?? "",
    }));
  }

  /**
   * @param {Room | undefined} room
   * @param {Row[]} rows
   * @param {string} count
   */
  #write(room, rows, count) {
    if (!room) return;
    room.writeCount(count);
    const { sizes, unit } = this.page;
    const { width, height } = room.cardArea;
    const size = sizes.rowHeight * unit;
    const capacity = Math.floor(height / size);
    const shown = rows.slice(0, rows.length <= capacity || capacity < 2 ? capacity : capacity - 1);
    const items = shown.map((row) => this.#item(row, width, size * sizes.rowFontShare));
    const more = capacity < 2 ? 0 : rows.length - shown.length;
    if (more)
      items.push(element("li", { class: "more" }, ngettext("%(count)s more", "%(count)s more", more)));
    room.showList(items, JSON.stringify([shown, more, width]), !rows.length);
  }

  /**
   * @param {Row} row
   * @param {number} width pixels
   * @param {number} font pixels
   */
  #item({ text, short, side, title, creates, pull }, width, font) {
    const free = width - (this.textMeasure.em(side) + 1) * font;
    const fits = this.textMeasure.em(text) * font <= free;
    const written = this.textMeasure.shorten(fits ? text : (short ?? text), free, font);
    const words = [element("span", {}, written), element("i", {}, side)];
    const item = element("li", {
      title: this.page.wall ? null : title || text,
      "data-pull-state": pull?.state,
    });
    if (pull) item.style.setProperty("--done", `${(pull.share ?? 0) * 100}%`);
    if (creates && !this.page.wall) item.append(createButton(creates, text, words));
    else if (pull && !this.page.wall) item.append(pullLink(pull, title, words));
    else item.append(...words);
    return item;
  }
}

/**
 * @param {{engine: string, image: string}} of
 * @param {string} name
 * @param {Node[]} words
 */
function createButton({ engine, image }, name, words) {
  return element(
    "button",
    {
      type: "button",
      "data-command": "create",
      "data-engine": engine,
      "data-image": image,
      "aria-label": gettext("Create a container from %(name)s", { name }),
    },
    ...words,
  );
}

/**
 * Return a link to the pull on the images page.
 * @param {{id: string}} pull
 * @param {string | undefined} title why it failed
 * @param {Node[]} words
 */
function pullLink({ id }, title, words) {
  const spoken = title ? [element("span", { class: "spoken" }, `: ${title}`)] : [];
  return element("a", { href: `/images#pull-${encodeURIComponent(id)}` }, ...words, ...spoken);
}

/**
 * Return a row for each image, sorted by the number of containers that use it.
 * @param {Image[]} images
 * @param {Container[]} containers
 * @param {boolean} isShort whether only the number is written, without a word
 * @returns {Row[]}
 */
function imageRows(images, containers, isShort) {
  /** @type {Map<string, number>} */
  const users = new Map();
  for (const { engine, imageId } of containers)
    users.set(`${engine}/${imageId}`, (users.get(`${engine}/${imageId}`) ?? 0) + 1);
  return images
    .map((image) => ({ image, used: users.get(`${image.engine}/${image.id}`) ?? 0 }))
    .sort((a, b) => b.used - a.used)
    .map(({ image, used }) => ({
      ...imageWords(image),
      side: used ? (isShort ? String(used) : ngettext("%(count)s used", "%(count)s used", used)) : "–",
      creates: { engine: image.engine, image: image.tags[0] ?? image.id },
    }));
}

/**
 * Return the name of an image. An untagged one has its short id beside the word if both fit.
 * @param {Image} image
 */
function imageWords({ tags: [name], id }) {
  if (name) return { text: imageName(name) };
  return { text: gettext("untagged %(id)s", { id: imageName(id) }), short: gettext("untagged") };
}

/**
 * @param {Image[]} images
 * @returns {Row[]}
 */
function registryRows(images) {
  const hosts = new Set(images.flatMap(({ tags }) => tags.map(registryOf)));
  return [...hosts].sort().map((host) => ({ text: visible(host), side: "" }));
}
