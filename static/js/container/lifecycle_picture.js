/** Lifecycle picture of one container: all rooms, arrows with transition counts, and the allowed commands. */

/** @import { Container, Room } from "../../../types/wire.d.ts" */
/** @import { Page } from "../../../types/view.d.ts" */
/** @import { Offer } from "../../../types/commands.d.ts" */
/** @import { Way } from "./picture_arrows.js" */
import { offersFor } from "../commands/pure/offers.js";
import { barrier, refusalText } from "../commands/command_words.js";
import { breakable, byId, element, setAttributes, setText } from "../ui/dom.js";
import { visible } from "../core/pure/format.js";
import { gettext } from "../core/i18n.js";
import { roomText } from "../core/lifecycle.js";
import { shortFactOf } from "../core/container_words.js";
import { arrowsOf, drawArrows, SELDOM, shapeOf } from "./picture_arrows.js";
import { arrow, placed, TALL, WIDE } from "./picture_geometry.js";

const NARROW_PX = 440;

/** View of the current container and its transitions. */
export class LifecyclePicture {
  #written = "";
  #isNarrow = false;
  /** @type {(() => unknown)[]} */
  #ends = [];

  /**
   * @param {Page} page
   * @param {{subject: import("./current_container.js").CurrentContainer, counts: import("./transition_counts.js").TransitionCounts, controller: import("../commands/command_controller.js").CommandController}} of
   */
  constructor(page, { subject, counts, controller }) {
    this.page = page;
    this.subject = subject;
    this.counts = counts;
    this.controller = controller;
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
      this.counts.onChange(write),
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
    const { since, steps } = this.counts;
    const written = JSON.stringify([
      container ?? last,
      here,
      this.#barrier(),
      since,
      [...steps],
      this.#isNarrow,
    ]);
    if (written === this.#written) return;
    this.#written = written;
    const plan = this.#isNarrow ? TALL : WIDE;
    const focused = this.root.contains(document.activeElement) ? document.activeElement : null;
    const command = focused?.getAttribute("data-command");
    setAttributes(this.root, { "data-plan": this.#isNarrow ? "tall" : "wide" });
    this.root.style.aspectRatio = `${plan.width} / ${plan.height}`;
    const arrows = arrowsOf(this.page.lifecycle.edges, steps);
    this.root.replaceChildren(
      drawArrows(plan, arrows, this.counts),
      ...this.#rooms(plan, here, container ?? last),
      ...this.#pills(plan, arrows, here, offers),
    );
    this.#finish(command);
  }

  /** Return why no command can be sent, or an empty string. The buttons depend on it, also without a change. */
  #barrier() {
    const { container } = this.subject;
    return container ? barrier(this.page, [container]) : "";
  }

  /** Restore the focus after the picture was rebuilt. @param {string | null | undefined} command */
  #finish(command) {
    const again = command ? this.root.querySelector(`button[data-command="${CSS.escape(command)}"]`) : null;
    if (again instanceof HTMLElement) again.focus({ preventScroll: true });
    const since = this.counts.since ? this.page.format.full(Date.parse(this.counts.since)) : "";
    setText(
      this.counted,
      since ? gettext("The arrows count transitions since %(time)s.", { time: since }) : "",
    );
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

  /**
   * Return the start of the current state and the cause, for the card.
   * @param {Room} room
   * @param {Container} container
   */
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

  /**
   * Return how often and when the container was last in a room.
   * @param {Room} room
   * @param {Container | null} container
   */
  #visited(room, container) {
    if (room === "images") return element("p", {}, ...breakable(visible(container?.image ?? "")));
    const times = [...this.counts.steps.values()].filter(({ to }) => to === room);
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
   * @param {Way[]} arrows
   * @param {Room | null} here
   * @param {Offer[]} offers
   */
  #pills(plan, arrows, here, offers) {
    return arrows.flatMap((way) => {
      const [from, to] = [plan.rooms[way.from], plan.rooms[way.to]];
      if (!from || !to) return [];
      const { middle } = arrow(from, to, shapeOf(plan, arrows, way));
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

  /** Return the count of an arrow. An arrow without a command also shows its label. @param {Way} way */
  #count(way) {
    const walked = this.counts.walked(way, this.page.lifecycle.edges);
    const text = walked || (way.isCommand ? "" : way.label);
    return text ? [element("span", { class: "times" }, text)] : [];
  }

  /** @param {MouseEvent} event */
  #click({ target, altKey, clientX, clientY }) {
    const button = target instanceof Element ? target.closest("button[data-command]") : null;
    const command = button?.getAttribute("data-command");
    const { container } = this.subject;
    if (command && container)
      void this.controller.do(command, [container], { at: { x: clientX, y: clientY }, asks: altKey });
  }
}

/** Return the card of the container. @param {Container} container @param {string} words */
function card(container, words) {
  const { name, engine, id, state, health, exitCode } = container;
  const hooks = { "data-container": name, "data-engine": engine, "data-id": id, "data-state": state };
  return element("p", { ...hooks, "data-health": health, "data-exit-code": exitCode }, words);
}
