/** The small picture: all rooms, the arrows this container walked, and the commands that are legal from where it stands. */

/** @import { Container, Room, Step } from "../../../types/wire.d.ts" */
/** @import { Page } from "../../../types/view.d.ts" */
/** @import { Offer } from "../../../types/act.d.ts" */
import { offersFor } from "../commands/offers.js";
import { refusalText } from "../commands/command_words.js";
import { breakable, byId, element, setAttributes, setText, svg } from "../ui/dom.js";
import { visible } from "../core/format.js";
import { gettext } from "../core/i18n.js";
import { roomText } from "../core/lifecycle.js";
import { shortFactOf } from "../core/container_words.js";
import { arrow, placed, TALL, WIDE } from "./picture_geometry.js";

/** @typedef {{from: Room, to: Room, names: string[], label: string, isCommand: boolean}} Way */

const NARROW_PX = 440;
/** Two ways between the same rooms keep so far from the middle. */
const BESIDE = 14;
/** They stand on the picture only while the container does. */
const SELDOM = ["removing", "dead"];

/** A view of the subject and its way. */
export class Picture {
  #written = "";
  #isNarrow = false;
  /** @type {(() => unknown)[]} */
  #ends = [];

  /**
   * @param {Page} page
   * @param {{subject: import("./current_container.js").CurrentContainer, ways: import("./transition_counts.js").TransitionCounts, doer: import("../commands/command_controller.js").CommandController}} of
   */
  constructor(page, { subject, ways, doer }) {
    this.page = page;
    this.subject = subject;
    this.ways = ways;
    this.doer = doer;
    this.root = byId("picture", HTMLElement);
    this.counted = byId("counted", HTMLElement);
    this.resized = new ResizeObserver(() => this.#measure());
  }

  connect() {
    const write = () => this.write();
    const click = (/** @type {MouseEvent} */ event) => this.#click(event);
    this.root.addEventListener("click", click);
    this.#ends = [
      this.subject.onChange(write),
      this.ways.onChange(write),
      this.page.clock.onTick(write),
      () => this.root.removeEventListener("click", click),
    ];
    this.resized.observe(this.root);
    write();
  }

  disconnect() {
    this.resized.disconnect();
    for (const end of this.#ends.splice(0)) end();
  }

  #measure() {
    const isNarrow = this.root.clientWidth < NARROW_PX;
    if (isNarrow === this.#isNarrow) return;
    this.#isNarrow = isNarrow;
    this.write();
  }

  write() {
    const { container, last } = this.subject;
    const here = container?.room ?? (last ? "removed" : null);
    const offers = container ? offersFor([container], this.page) : [];
    const { since, steps } = this.ways;
    const written = JSON.stringify([container ?? last, here, since, [...steps], this.#isNarrow]);
    if (written === this.#written) return;
    this.#written = written;
    const plan = this.#isNarrow ? TALL : WIDE;
    const focused = this.root.contains(document.activeElement) ? document.activeElement : null;
    const command = focused?.getAttribute("data-command");
    setAttributes(this.root, { "data-plan": this.#isNarrow ? "tall" : "wide" });
    this.root.style.aspectRatio = `${plan.width} / ${plan.height}`;
    this.root.replaceChildren(
      this.#arrows(plan),
      ...this.#rooms(plan, here, container ?? last),
      ...this.#pills(plan, here, offers),
    );
    this.#finish(command);
  }

  /** What had the focus has it again. @param {string | null | undefined} command */
  #finish(command) {
    const again = command ? this.root.querySelector(`button[data-command="${CSS.escape(command)}"]`) : null;
    if (again instanceof HTMLElement) again.focus({ preventScroll: true });
    const since = this.ways.since ? this.page.format.full(Date.parse(this.ways.since)) : "";
    setText(
      this.counted,
      since ? gettext("The arrows count transitions since %(time)s.", { time: since }) : "",
    );
  }

  /** Pairs of rooms with an arrow: those of the table that are drawn, and those this container walked. @returns {Way[]} */
  #wayList() {
    /** @type {Map<string, Way>} */
    const ways = new Map();
    for (const { name, from, to, by, quiet, label } of this.page.lifecycle.edges) {
      const walked = this.ways.steps.has(`${name} ${from} ${to}`);
      const isSeldom = SELDOM.includes(from) || SELDOM.includes(to);
      if ((quiet || isSeldom) && !walked) continue;
      const key = `${from} ${to}`;
      const way = ways.get(key) ?? { from, to, names: [], label: "", isCommand: false };
      way.names.push(name);
      if (by === "command") way.isCommand = true;
      else way.label = way.label ? `${way.label} · ${label}` : label;
      ways.set(key, way);
    }
    return [...ways.values()];
  }

  /** @param {import("./picture_geometry.js").Plan} plan */
  #arrows(plan) {
    const head = svg("path", { d: "M0 0L10 5L0 10z" });
    const marker = { id: "tip", viewBox: "0 0 10 10", refX: 8, refY: 5, markerWidth: 6, markerHeight: 6 };
    const tip = svg("marker", { ...marker, orient: "auto", markerUnits: "userSpaceOnUse" }, head);
    setAttributes(tip, { markerWidth: 13, markerHeight: 13 });
    const lines = this.#wayList().flatMap((way) => this.#line(plan, way));
    const attributes = { viewBox: `0 0 ${plan.width} ${plan.height}`, "aria-hidden": "true" };
    return svg("svg", attributes, svg("defs", {}, tip), ...lines);
  }

  /** @param {import("./picture_geometry.js").Plan} plan @param {Way} way */
  #how(plan, { from, to }) {
    const isPair = this.#wayList().some((other) => other.from === to && other.to === from);
    const bend = plan.bends[`${from} ${to}`];
    const [a, b] = [plan.rooms[from], plan.rooms[to]];
    const isUpright = a && b && Math.abs(a.x - b.x) < Math.abs(a.y - b.y);
    const words = isUpright ? plan.words.upright : plan.words.level;
    return { beside: isPair ? BESIDE : 0, words: isPair ? words : 0, bend };
  }

  /** @param {import("./picture_geometry.js").Plan} plan @param {Way} way */
  #line(plan, way) {
    const [from, to] = [plan.rooms[way.from], plan.rooms[way.to]];
    if (!from || !to) return [];
    const { d } = arrow(from, to, this.#how(plan, way));
    return way.names.map((name) => {
      const step = this.ways.steps.get(`${name} ${way.from} ${way.to}`);
      const isLatest = this.ways.latest === `${name} ${way.from} ${way.to} ${step?.lastAt}`;
      const facts = { "data-edge": name, "data-from": way.from, "data-to": way.to };
      return svg("path", {
        ...facts,
        d,
        "data-walked": Boolean(step),
        "data-lit": isLatest,
        "marker-end": "url(#tip)",
      });
    });
  }

  /**
   * @param {import("./picture_geometry.js").Plan} plan
   * @param {Room | null} here
   * @param {Container | null} container
   */
  #rooms(plan, here, container) {
    return this.page.lifecycle.rooms.flatMap(({ name }) => {
      const rect = plan.rooms[name];
      if (!rect || (SELDOM.includes(name) && name !== here)) return [];
      const isHere = name === here && container;
      const inside = isHere
        ? [card(container, this.#words(name, container))]
        : [this.#visited(name, container)];
      const title = element("h3", {}, element("i", { class: "shape" }), roomText(this.page.lifecycle, name));
      const room = element("section", { "data-room": name, "data-here": Boolean(isHere) }, title, ...inside);
      return [placed(room, plan, rect)];
    });
  }

  /** Since when it stands there, and why. @param {Room} room @param {Container} container */
  #words(room, container) {
    const { since, state, startedAt, finishedAt, createdAt } = container;
    const at =
      since ??
      { created: createdAt, running: startedAt, paused: null }[/** @type {string} */ (state)] ??
      finishedAt;
    const time =
      at && room !== "removed"
        ? gettext("since %(time)s", { time: this.page.format.clock(Date.parse(at)) })
        : "";
    const fact = state === "exited" ? shortFactOf(container, true) : "";
    return [time, fact].filter(Boolean).join(" · ");
  }

  /** What is known of a room it has been in, or comes from. @param {Room} room @param {Container | null} container */
  #visited(room, container) {
    if (room === "images") return element("p", {}, ...breakable(visible(container?.image ?? "")));
    const times = [...this.ways.steps.values()].filter(({ to }) => to === room);
    const count = times.reduce((sum, step) => sum + step.count, 0);
    const lastAt = times
      .map(({ lastAt }) => lastAt)
      .sort()
      .at(-1);
    if (!count || !lastAt) return element("p");
    const time = this.page.format.clock(Date.parse(lastAt));
    return element("p", {}, gettext("%(count)s× · last %(time)s", { count, time }));
  }

  /**
   * @param {import("./picture_geometry.js").Plan} plan
   * @param {Room | null} here
   * @param {Offer[]} offers
   */
  #pills(plan, here, offers) {
    return this.#wayList().flatMap((way) => {
      const [from, to] = [plan.rooms[way.from], plan.rooms[way.to]];
      if (!from || !to) return [];
      const { middle } = arrow(from, to, this.#how(plan, way));
      const group = element("div", { class: "on-arrow" });
      for (const name of way.names) {
        const pill = this.#pill(name, way, here, offers);
        if (pill) group.append(pill);
      }
      group.append(...this.#count(way));
      group.style.left = `${(middle.x / plan.width) * 100}%`;
      group.style.top = `${(middle.y / plan.height) * 100}%`;
      return [group];
    });
  }

  /** @param {string} name @param {Way} way @param {Room | null} here @param {Offer[]} offers */
  #pill(name, way, here, offers) {
    const edge = this.page.lifecycle.edges.find(
      (one) => one.name === name && one.from === way.from && one.to === way.to,
    );
    if (!edge || edge.by !== "command" || edge.quiet) return null;
    const offer = offers.find(({ command }) => command === name);
    const isHere = offer && way.from === here;
    const why = isHere ? refusalText(this.page, offer) : gettext("This arrow starts in another room.");
    const attributes = {
      type: "button",
      class: "run",
      "data-command": name,
      title: why || offer?.text || null,
    };
    return element("button", { ...attributes, disabled: Boolean(why) }, edge.label);
  }

  /** How often an arrow was walked, and what the engine calls it where no command does it. @param {Way} way */
  #count(way) {
    const walked = this.ways.walked(way, this.page.lifecycle.edges);
    const text = walked || (way.isCommand ? "" : way.label);
    return text ? [element("span", { class: "times" }, text)] : [];
  }

  /** @param {MouseEvent} event */
  #click({ target, altKey, clientX, clientY }) {
    const button = target instanceof Element ? target.closest("button[data-command]") : null;
    const command = button?.getAttribute("data-command");
    const { container } = this.subject;
    if (command && container)
      void this.doer.do(command, [container], { at: { x: clientX, y: clientY }, asks: altKey });
  }
}

/** The one card of the picture. @param {Container} container @param {string} words */
function card(container, words) {
  const { name, engine, id, state, health, exitCode } = container;
  const hooks = { "data-container": name, "data-engine": engine, "data-id": id, "data-state": state };
  return element("p", { ...hooks, "data-health": health, "data-exit-code": exitCode }, words);
}
