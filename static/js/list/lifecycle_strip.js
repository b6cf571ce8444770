/** The lifecycle as a strip above the list: every room with its counts, and the arrows, which light up with the events. */

/** @import { Room } from "../../../types/wire.d.ts" */
/** @import { Delta, Page } from "../../../types/view.d.ts" */
import { gettext, ngettext } from "../core/i18n.js";
import { isKnown } from "../ui/connection_banner.js";
import { element, setAttributes, setText, svg } from "../ui/dom.js";
import { filtersRoom, STRIP_HEIGHT, stripLayout, toggledRoom } from "./pure/strip_layout.js";

const GLOW_MS = 1800;
/** Rooms that exist only while they contain containers. @type {Room[]} */
const RARE = ["removing", "dead"];
/** Length of an arrowhead in pixels. */
const HEAD_PX = 5;

/** @typedef {{element: HTMLElement, count: HTMLElement, problems: HTMLElement}} StripRoom */

/** A click on a room filters the list by its state. */
export class LifecycleStrip {
  /** @type {Map<Room, StripRoom>} */
  #rooms = new Map();
  /** @type {Map<string, SVGGElement>} */
  #arrows = new Map();
  /** @type {(() => unknown)[]} */
  #ends = [];

  /**
   * @param {Page} page
   * @param {import("./container_list.js").ContainerList} list
   */
  constructor(page, list) {
    this.page = page;
    this.list = list;
    this.svg = svg("svg", { class: "strip-arrows", "aria-hidden": "true" });
    this.element = element(
      "div",
      { class: "strip", role: "group", "aria-label": gettext("Lifecycle") },
      this.svg,
    );
    for (const { name, text } of page.lifecycle.rooms) this.element.append(this.#room(name, text).element);
    this.resized = new ResizeObserver(() => this.#place());
    this.element.addEventListener("click", ({ target }) => this.#click(target));
  }

  connect() {
    this.#ends = [
      this.list.onDraw(() => this.#write()),
      this.page.store.subscribe((delta) => this.#light(delta)),
    ];
    this.resized.observe(this.element);
  }

  disconnect() {
    this.resized.disconnect();
    for (const end of this.#ends.splice(0)) end();
  }

  /** @param {Room} name @param {string} text */
  #room(name, text) {
    const count = element("b");
    const problems = element("small", { class: "strip-problems", hidden: true });
    const parts = [element("i", { class: "shape" }), element("span", {}, text), problems, count];
    const attributes = { class: "strip-room", "data-room": name };
    const made =
      name === "images"
        ? element("a", { ...attributes, href: "/images" }, ...parts)
        : name === "registry" || name === "removed"
          ? element("div", attributes, ...parts)
          : element("button", { ...attributes, type: "button", "aria-pressed": "false" }, ...parts);
    const room = { element: made, count, problems };
    this.#rooms.set(name, room);
    return room;
  }

  #write() {
    const { store, settings, format } = this.page;
    const known = isKnown(store.state, settings.filter.engine);
    const q = settings.get("q");
    for (const [name, room] of this.#rooms) {
      const { total, problems } = this.#countsOf(name);
      setText(room.count, name === "registry" ? "" : known ? format.number(total) : "–");
      room.element.hidden = RARE.includes(name) && !total;
      room.element.toggleAttribute("data-empty", !total);
      room.problems.hidden = !problems;
      setText(room.problems, problems ? `▲ ${format.number(problems)}` : "");
      const need = ngettext("%(count)s needs attention", "%(count)s need attention", problems);
      setAttributes(room.element, { title: problems ? need : null });
      if (room.element instanceof HTMLButtonElement)
        setAttributes(room.element, { "aria-pressed": String(filtersRoom(q, name)) });
    }
  }

  /** @param {Room} name */
  #countsOf(name) {
    const { images, tombstones } = this.page.store.state;
    if (name === "images") return { total: images.length, problems: 0 };
    if (name === "removed") return { total: tombstones.length, problems: 0 };
    const room = this.list.scene?.rooms.get(name);
    return { total: room?.total ?? 0, problems: room?.problems.length ?? 0 };
  }

  /** Place rooms and arrows for the current width. */
  #place() {
    const unit = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
    const { rooms, arrows } = stripLayout(this.element.clientWidth, unit);
    for (const { name, x, y, width, height } of rooms) {
      const style = this.#rooms.get(name)?.element.style;
      if (!style) continue;
      style.left = `${x}px`;
      style.top = `${y}px`;
      style.width = `${width}px`;
      style.height = `${height}px`;
    }
    this.svg.setAttribute("height", String(STRIP_HEIGHT * unit));
    this.#arrows = new Map(arrows.map((arrow) => [`${arrow.from}>${arrow.to}`, this.#arrow(arrow)]));
    this.svg.replaceChildren(...this.#arrows.values());
  }

  /** @param {import("./pure/strip_layout.js").StripArrow} arrow */
  #arrow({ from, to, points, label }) {
    const edges = this.page.lifecycle.edges.filter(
      (edge) => edge.from === from && edge.to === to && !edge.quiet,
    );
    const d = pathOf(points);
    return svg(
      "g",
      { "data-from": from, "data-to": to, "data-edge": edges[0]?.name, "data-by": edges[0]?.by },
      svg("path", { class: "line", d }),
      svg("path", { class: "glow", d }),
      svg(
        "text",
        { x: label.x, y: label.y, "text-anchor": label.anchor },
        edges.map((edge) => edge.label).join(" "),
      ),
    );
  }

  /** Light up the arrows of the moves of a change, and the rooms that they lead to. @param {Delta} delta */
  #light(delta) {
    if (delta.kind !== "change" || document.hidden) return;
    for (const { fromRoom, toRoom } of delta.change.moves) {
      if (fromRoom === toRoom) continue;
      fade(this.#arrows.get(`${fromRoom}>${toRoom}`)?.querySelector(".glow"));
      if (toRoom) fade(this.#rooms.get(toRoom)?.count, 0.25);
    }
  }

  /** @param {EventTarget | null} target */
  #click(target) {
    const room = target instanceof Element ? target.closest("button[data-room]") : null;
    const name = /** @type {Room | null} */ (room?.getAttribute("data-room") ?? null);
    const { settings } = this.page;
    if (name) settings.set("q", toggledRoom(settings.get("q"), name));
  }
}

/**
 * Show a glow that fades, or let a count blink once.
 * @param {Element | null | undefined} of
 * @param {number} [low] opacity at which a count starts
 */
function fade(of, low) {
  const frames =
    low === undefined
      ? [{ opacity: 1 }, { opacity: 1, offset: 0.4 }, { opacity: 0 }]
      : [{ opacity: low }, { opacity: 1 }];
  for (const running of of?.getAnimations() ?? []) running.cancel();
  of?.animate(frames, { duration: low === undefined ? GLOW_MS : 600, easing: "ease-in" });
}

/** Return the path of a line with an open arrowhead. @param {[number, number][]} points */
function pathOf(points) {
  const [[x, y], [beforeX, beforeY]] = [points.at(-1) ?? [0, 0], points.at(-2) ?? [0, 0]];
  const [dx, dy] = [Math.sign(x - beforeX) * HEAD_PX, Math.sign(y - beforeY) * HEAD_PX];
  const line = points.map(([px, py], index) => `${index ? "L" : "M"}${px} ${py}`).join("");
  return `${line}M${x - dx - dy} ${y - dy - dx}L${x} ${y}L${x - dx + dy} ${y - dy + dx}`;
}
