/** One row of the list: a container with its columns. The element has the attributes of a card. */

/** @import { Sample } from "../../../types/wire.d.ts" */
/** @import { Page } from "../../../types/view.d.ts" */
/** @import { ColumnName, ListRow } from "../../../types/list.d.ts" */
import { gettext } from "../core/i18n.js";
import { roomText } from "../core/lifecycle.js";
import { portsText, status } from "../core/pure/docker_ps.js";
import { imageName, visible } from "../core/pure/format.js";
import { binary, percent } from "../stats/pure/byte_units.js";
import { element, setAttributes, setText } from "../ui/dom.js";
import { causeTitle } from "./list_words.js";
import { columnOf } from "./pure/list_columns.js";
import { nameParts } from "./pure/name_parts.js";

const NOTHING = "–";

/** Owns a `[role=row]` element. `write` shows a container, `tick` updates the ages, `writeSample` the stats. */
export class ListRowView {
  /** @type {ListRow | null} */
  #row = null;
  #columns = "";
  /** @type {Map<ColumnName, HTMLElement>} */
  #cells = new Map();

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.box = element("input", { type: "checkbox", tabindex: -1, "data-select": "" });
    this.menu = element(
      "button",
      { type: "button", tabindex: -1, "data-menu": "", "aria-haspopup": "menu" },
      "•••",
    );
    this.element = element("div", { role: "row", class: "list-row", tabindex: -1, "aria-selected": "false" });
  }

  get key() {
    return this.#row?.key ?? "";
  }

  /**
   * Show a container. Only what differs is written.
   * @param {ListRow} row
   * @param {{columns: ColumnName[], top: number, index: number, isOld: boolean, sample: Sample | undefined}} at
   *   `top` in pixels, `index` from 0
   */
  write(row, { columns, top, index, isOld, sample }) {
    const isSame = row.container === this.#row?.container && row.isProblem === this.#row.isProblem;
    this.#row = row;
    this.element.style.transform = `translateY(${top}px)`;
    setAttributes(this.element, { "aria-rowindex": index + 2, "data-old": isOld });
    const isRebuilt = columns.join() !== this.#columns;
    if (isRebuilt) this.#build(columns);
    if (isSame && !isRebuilt) return;
    this.#writeAttributes(row);
    for (const [column, cell] of this.#cells) this.#writeCell(column, cell, row);
    this.tick();
    this.writeSample(sample);
  }

  /** Update what depends on the time. */
  tick() {
    if (!this.#row) return;
    const { container, since } = this.#row;
    const { clock, format } = this.page;
    const age = (/** @type {string | null} */ at) =>
      at ? format.age(clock.now() - Date.parse(at)) : NOTHING;
    this.#set("age", age(since));
    this.#set("created", age(container.createdAt));
    this.#set("status", status(container, clock.now()));
  }

  /** @param {Sample | undefined} sample */
  writeSample(sample) {
    const isUp = this.#row?.container.state === "running" || this.#row?.container.state === "paused";
    const known = isUp ? sample : undefined;
    this.#bar("cpu", known ? percent(known.cpu) : NOTHING, known ? known.cpu / 100 : null);
    const used = known?.memoryLimit ? known.memory / known.memoryLimit : null;
    this.#bar("memory", known ? binary(known.memory) : NOTHING, used);
  }

  /**
   * @param {"cpu" | "memory"} column
   * @param {string} text
   * @param {number | null} share 0 to 1; null: no bar
   */
  #bar(column, text, share) {
    const cell = this.#cells.get(column);
    if (!cell) return;
    setText(cell, text);
    cell.toggleAttribute("data-bar", share !== null);
    if (share !== null) cell.style.setProperty("--share", `${Math.min(100, share * 100)}%`);
  }

  /** @param {ColumnName} column @param {string} text */
  #set(column, text) {
    const cell = this.#cells.get(column);
    if (cell) setText(cell, text);
  }

  /** @param {ColumnName[]} columns */
  #build(columns) {
    this.#columns = columns.join();
    this.#cells = new Map(columns.map((name) => [name, cell(name)]));
    const select = element("div", { role: "gridcell", "data-column": "select" }, this.box);
    const menu = element("div", { role: "gridcell", "data-column": "menu" }, this.menu);
    this.element.replaceChildren(select, ...this.#cells.values(), menu);
  }

  /** @param {ListRow} row */
  #writeAttributes({ container, isProblem, fact }) {
    const { name, engine, id, state, room, health, exitCode } = container;
    const label = [visible(name), roomText(this.page.lifecycle, room), fact].filter(Boolean).join(", ");
    setAttributes(this.element, {
      "data-container": name,
      "data-engine": engine,
      "data-id": id,
      "data-state": state,
      "data-in": room,
      "data-health": health ?? "",
      "data-exit-code": exitCode ?? "",
      "data-problem": isProblem,
      "aria-label": label,
    });
    this.box.setAttribute("aria-label", gettext("Select %(name)s", { name: visible(name) }));
    this.menu.setAttribute("aria-label", gettext("Menu of %(name)s", { name: visible(name) }));
  }

  /**
   * @param {ColumnName} column
   * @param {HTMLElement} cell
   * @param {ListRow} row
   */
  #writeCell(column, cell, row) {
    const { container, fact } = row;
    if (column === "name") return cell.replaceChildren(nameLink(row));
    if (column === "state") return cell.replaceChildren(...this.#state(row));
    /** @type {Partial<Record<ColumnName, [string, string?]>>} */
    const texts = {
      image: [lastPart(container.image), imageName(container.image)],
      cause: [fact || NOTHING, causeTitle(container)],
      restarts: [this.page.format.number(container.restarts)],
      ports: [publishedPorts(row) || NOTHING, portsText(container.ports)],
      engine: [visible(container.engine)],
      project: [visible(container.project ?? NOTHING)],
      id: [container.id.slice(0, 12), container.id],
      command: [visible(container.command ?? NOTHING), visible(container.command ?? "")],
    };
    const [text, title = ""] = texts[column] ?? [];
    if (text !== undefined) setText(cell, text);
    if (title) cell.title = title;
    else cell.removeAttribute("title");
  }

  /** Return the shape and the word of the state. An unhealthy container is shown as such. @param {ListRow} row */
  #state({ container, isProblem }) {
    const isUnhealthy = isProblem && container.health === "unhealthy" && container.state === "running";
    const shape = element("i", { class: "shape", "data-state": isUnhealthy ? "problem" : container.room });
    const word = isUnhealthy ? gettext("Unhealthy") : roomText(this.page.lifecycle, container.room);
    return [shape, element("span", {}, word)];
  }
}

/** @param {ColumnName} column */
function cell(column) {
  return element("div", {
    role: "gridcell",
    "data-column": column,
    "data-number": columnOf(column)?.isNumber,
  });
}

/** Return the link that opens the panel. The prefix of the project is dim. @param {ListRow} row */
function nameLink({ container }) {
  const { prefix, rest } = nameParts(container);
  return element(
    "a",
    { href: panelHash(container), tabindex: -1, title: visible(container.name), translate: "no" },
    visible(prefix),
    element("b", {}, visible(rest)),
  );
}

/** Return the URL fragment that opens the panel of a container. @param {{engine: string, name: string}} of */
export function panelHash({ engine, name }) {
  return `#${encodeURIComponent(engine)}/${encodeURIComponent(name)}`;
}

/** Return an image name without its registry and its path. @param {string} image */
function lastPart(image) {
  return imageName(image).split("/").at(-1) ?? "";
}

/** Return the published ports of the Docker host, such as "8080, 8443". @param {ListRow} row */
function publishedPorts({ container }) {
  const ports = container.ports.flatMap((port) => port.public ?? []);
  return [...new Set(ports)].sort((a, b) => a - b).join(", ");
}
