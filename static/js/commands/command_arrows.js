/** Puts a button on each arrow whose command is possible now. A click on another arrow shows why it is not possible. */

/** @import { Container } from "../../../types/wire.d.ts" */
/** @import { Page } from "../../../types/view.d.ts" */
/** @import { Edge, Offer } from "../../../types/commands.d.ts" */
import { element } from "../ui/dom.js";
import { gettext } from "../core/i18n.js";
import { offersFor } from "./pure/offers.js";
import { refusalText } from "./command_words.js";

/** @typedef {{offer: Offer, edge: Edge}} Pill */

/**
 * The button layer over the arrows of the lifecycle map, for the containers of the `ArrowFocus`. It is hidden from
 * screen readers and the Tab order, because other controls run the same commands.
 */
export class CommandArrows {
  #written = "";
  #leave = new AbortController();
  #end = () => false;

  /**
   * @param {Page} page
   * @param {{map: import("../map/lifecycle_map.js").LifecycleMap, arrowFocus: import("./arrow_focus.js").ArrowFocus, controller: import("./command_controller.js").CommandController}} of
   */
  constructor(page, { map, arrowFocus, controller }) {
    this.page = page;
    this.edges = map.edges;
    this.mapLayer = map.layer;
    this.arrowFocus = arrowFocus;
    this.controller = controller;
    this.layer = element("div", { class: "pills", "aria-hidden": "true" });
  }

  connect() {
    const { signal } = (this.#leave = new AbortController());
    this.mapLayer.append(this.layer);
    this.#end = this.arrowFocus.onChange(() => this.write());
    // A click must not move the focus: the arrows show the commands of the focused card.
    for (const part of [this.layer, this.edges.element])
      part.addEventListener("mousedown", (event) => event.preventDefault(), { signal });
    this.layer.addEventListener("click", (event) => this.#click(event), { signal });
    this.edges.element.addEventListener("click", (event) => this.#explain(event), { signal });
  }

  disconnect() {
    this.#leave.abort();
    this.#end();
    this.layer.remove();
  }

  write() {
    const { containers } = this.arrowFocus;
    const offers = containers.length ? offersFor(containers, this.page) : [];
    const lit = offers.filter((offer) => !refusalText(this.page, offer));
    const pills = this.#pills(lit);
    const places = pills.map(({ offer, edge }) => [
      offer.word,
      edge.from,
      edge.to,
      this.edges.labelPosition(edge),
    ]);
    const written = JSON.stringify([places, lit.map(({ edges }) => edges)]);
    if (written === this.#written) return;
    this.#written = written;
    this.edges.markLegal(
      lit.flatMap(({ edges }) => edges),
      pills.map(({ edge }) => edge),
    );
    this.layer.replaceChildren(...this.#groups(pills));
  }

  /**
   * Return the buttons and their arrows. A command gets one button per start room on its labelled arrows. A command
   * without a labelled arrow gets one button on a quiet arrow, preferably one without another button.
   * @param {Offer[]} offers
   * @returns {Pill[]}
   */
  #pills(offers) {
    /** @type {Set<string>} */
    const taken = new Set();
    return offers.flatMap((offer) => {
      const drawn = offer.edges.filter((edge) => this.edges.labelPosition(edge));
      const loud = drawn.filter(({ quiet }) => !quiet);
      const free = drawn.find(({ from, to }) => !taken.has(`${from}>${to}`)) ?? drawn[0];
      const chosen = loud.length ? loud : free ? [free] : [];
      for (const { from, to } of chosen) taken.add(`${from}>${to}`);
      return firstOfEachRoom(chosen).map((edge) => ({ offer, edge }));
    });
  }

  /** Return one element for all buttons at the same position. @param {Pill[]} pills */
  #groups(pills) {
    /** @type {Map<string, HTMLElement>} */
    const groups = new Map();
    for (const { offer, edge } of pills) {
      const words = this.#spot(edge, pills);
      if (!words) continue;
      const spot = `${words.x} ${words.y}`;
      const group = groups.get(spot) ?? element("div", { class: "pill-group", "data-anchor": words.anchor });
      groups.set(spot, group);
      group.style.left = `${words.x}px`;
      group.style.top = `${words.y}px`;
      group.append(this.#button(offer));
    }
    return [...groups.values()];
  }

  /**
   * @param {Edge} edge
   * @param {Pill[]} pills
   */
  #spot(edge, pills) {
    const along = pills.filter((pill) => pill.edge.from === edge.from && pill.edge.to === edge.to);
    const lowest = along.findLast((pill) => !pill.edge.quiet)?.edge ?? edge;
    return this.edges.labelPosition(lowest);
  }

  /** @param {Offer} offer */
  #button({ command, word, applies, declined }) {
    const isPart = applies.length + declined.length > 1;
    const text = isPart ? `${word} ${this.page.format.number(applies.length)}` : word;
    return element("button", { type: "button", class: "pill", tabindex: -1, "data-command": command }, text);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const button = event.target instanceof Element ? event.target.closest("[data-command]") : null;
    const command = button?.getAttribute("data-command");
    if (!command) return;
    const at = { x: event.clientX, y: event.clientY };
    void this.controller.do(command, this.arrowFocus.containers, { at, asks: event.altKey });
  }

  /** Show why the command of a clicked arrow is not possible. @param {MouseEvent} event */
  #explain(event) {
    const arrow = event.target instanceof Element ? event.target.closest("[data-edge]") : null;
    const command = arrow?.getAttribute("data-edge");
    if (!command || arrow?.getAttribute("data-by") !== "command") return;
    const at = { x: event.clientX, y: event.clientY };
    const { containers } = this.arrowFocus;
    if (!this.page.lifecycle.commands.some(({ name }) => name === command)) return;
    if (!containers.length)
      return this.controller.tooltip.show(gettext("Select a container first. Then click the arrow."), at);
    this.controller.tooltip.show(this.#why(command, arrow, containers), at);
  }

  /**
   * @param {string} command
   * @param {Element} arrow
   * @param {Container[]} containers
   */
  #why(command, arrow, containers) {
    const offer = offersFor(containers, this.page).find((one) => one.command === command);
    if (!offer) return gettext("This command works on one container at a time. Select only one container.");
    const from = this.page.lifecycle.rooms.find(({ name }) => name === arrow.getAttribute("data-from"));
    return (
      refusalText(this.page, offer) ||
      gettext("This arrow starts in the room %(room)s.", { room: from?.text ?? "" })
    );
  }
}

/**
 * @param {Edge[]} edges
 */
function firstOfEachRoom(edges) {
  return edges.filter(({ from }, index) => edges.findIndex((other) => other.from === from) === index);
}
