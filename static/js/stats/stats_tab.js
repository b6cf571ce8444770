/** Stats tab: charts of the last five minutes of CPU, memory, network, disk and processes. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { About } from "../../../types/container_page.d.ts" */
/** @import { Sample } from "../../../types/wire.d.ts" */
/** @import { Point } from "./pure/stats_rates.js" */
import { element, setText } from "../ui/dom.js";
import { gettext } from "../core/i18n.js";
import { loadStyle } from "../ui/stylesheets.js";
import { Chart } from "./chart.js";
import { follow } from "./stats_feed.js";
import { withSample } from "./pure/stats_rates.js";
import { BINARY_STEPS, binary, percent, rate } from "./pure/byte_units.js";

/** @typedef {Exclude<keyof Point, "at">} Field */

/**
 * @typedef {object} Kind
 * @property {() => string} word
 * @property {() => string} note
 * @property {{field: Field, name: () => string, token: string, dash?: number[]}[]} lines
 * @property {(value: number | null | undefined) => string} write
 * @property {number} least smallest maximum of the axis
 * @property {number[]} [steps] allowed steps between ticks
 */

const FAR = 8;
const number = (/** @type {number | null | undefined} */ value) =>
  value === null || value === undefined ? "–" : String(Math.round(value));

/** @type {Kind[]} */
const KINDS = [
  {
    word: () => gettext("CPU"),
    note: () => gettext("100 % is one core"),
    lines: [{ field: "cpu", name: () => gettext("used"), token: "--created" }],
    write: percent,
    least: 1,
  },
  {
    word: () => gettext("Memory"),
    note: () => gettext("without the page cache"),
    lines: [
      { field: "memory", name: () => gettext("used"), token: "--running" },
      { field: "limit", name: () => gettext("limit"), token: "--failed", dash: [5, 4] },
    ],
    write: binary,
    least: 1024 ** 2,
    steps: BINARY_STEPS,
  },
  {
    word: () => gettext("Network"),
    note: () => "",
    lines: [
      { field: "rx", name: () => gettext("received"), token: "--created" },
      { field: "tx", name: () => gettext("sent"), token: "--restarting", dash: [2, 2] },
    ],
    write: rate,
    least: 1024,
    steps: BINARY_STEPS,
  },
  {
    word: () => gettext("Disk"),
    note: () => "",
    lines: [
      { field: "read", name: () => gettext("read"), token: "--created" },
      { field: "write", name: () => gettext("written"), token: "--paused", dash: [2, 2] },
    ],
    write: rate,
    least: 1024,
    steps: BINARY_STEPS,
  },
  {
    word: () => gettext("Processes"),
    note: () => gettext("including threads"),
    lines: [{ field: "pids", name: () => gettext("now"), token: "--exited" }],
    write: number,
    least: 4,
    steps: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000],
  },
];

/** @param {Page} page @param {About} about */
export function create(page, about) {
  return new StatsTab(page, about);
}

class StatsTab {
  /** @type {Point[]} */
  #points = [];
  /** @type {Sample | null} */
  #last = null;
  #id = "";
  #theme = "";
  #unfollow = () => {};
  /** @type {(() => unknown)[]} */
  #ends = [];

  /** @param {Page} page @param {About} about */
  constructor(page, about) {
    this.page = page;
    this.about = about;
    this.word = element("p", { class: "empty", role: "status" });
    this.parts = KINDS.map((kind) => part(kind, page.format.clock));
    const charts = element("div", { class: "charts" }, ...this.parts.map(({ figure }) => figure));
    this.element = element("div", { class: "tab-body stats" }, this.word, charts);
  }

  connect() {
    void loadStyle("../vendor/uplot.css");
    const hidden = () => this.#follow();
    document.addEventListener("visibilitychange", hidden);
    this.#ends = [
      this.about.onChange(() => this.#follow()),
      this.page.settings.onChange(() => this.#retheme()),
      () => document.removeEventListener("visibilitychange", hidden),
    ];
    for (const { chart } of this.parts) chart.connect();
    this.#follow();
    this.#draw();
  }

  disconnect() {
    for (const end of this.#ends.splice(0)) end();
    this.#unfollow();
    this.#unfollow = () => {};
    this.#id = "";
    for (const { chart } of this.parts) chart.disconnect();
  }

  /** Follow the container while it is running or paused and the page is visible. */
  #follow() {
    const { container, engine } = this.about;
    const isUp = container?.state === "running" || container?.state === "paused";
    const id = container && isUp && !document.hidden ? container.id : "";
    this.#writeState(isUp);
    if (id === this.#id) return;
    this.#unfollow();
    if (container && this.#last && this.#last.id !== container.id) this.#points = [];
    this.#last = null;
    this.#id = id;
    this.#unfollow = id ? follow({ engine, id }, (sample) => this.#take(sample)) : () => {};
  }

  /** @param {boolean} isUp */
  #writeState(isUp) {
    const idle = gettext("The container is not running, so there are no stats.");
    setText(this.word, isUp ? gettext("Measuring…") : idle);
    this.word.hidden = isUp && this.#points.length > 0;
  }

  /** @param {Sample} sample */
  #take(sample) {
    this.#points = withSample(this.#points, this.#last, sample);
    this.#last = sample;
    this.word.hidden = true;
    this.#draw();
  }

  #draw() {
    const times = this.#points.map(({ at }) => at);
    const last = this.#points.at(-1);
    for (const { kind, chart, value } of this.parts) {
      chart.draw(
        times,
        kind.lines.map(({ field }) => this.#points.map((point) => drawn(point, field))),
      );
      const words = kind.lines.map(
        ({ field, name }) => `${kind.lines.length > 1 ? `${name()} ` : ""}${kind.write(last?.[field])}`,
      );
      setText(value, words.join(" · "));
    }
  }

  /** Draw the charts again in the colours of the new theme, because a canvas keeps its colours. */
  #retheme() {
    const { theme } = this.page.settings;
    if (theme === this.#theme) return;
    this.#theme = theme;
    for (const { chart } of this.parts) {
      chart.disconnect();
      chart.connect();
    }
    this.#draw();
  }
}

/** @param {Kind} kind @param {(at: number) => string} clock */
function part(kind, clock) {
  const value = element("span", { class: "value" });
  const box = element("div", { class: "chart", "aria-hidden": "true" });
  const title = element(
    "figcaption",
    {},
    element("b", {}, kind.word()),
    value,
    element("small", {}, kind.note()),
  );
  const lines = kind.lines.map(({ name, token, ...rest }) => ({ name: name(), token, ...rest }));
  const { write, least, steps } = kind;
  const chart = new Chart(box, { lines, write, clock, least, ...(steps && { steps }) });
  return { kind, value, chart, figure: element("figure", {}, title, box) };
}

/**
 * Leave out a limit far above the usage, because it would flatten the line.
 * @param {Point} point
 * @param {Field} field
 */
function drawn(point, field) {
  if (field !== "limit" || point.limit === null) return point[field];
  return (point.memory ?? 0) * FAR > point.limit ? point.limit : null;
}
