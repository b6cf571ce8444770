/** Verdict and clock of the wall: one sentence on whether containers need attention, and the time. */

/** @import { Page } from "../../../types/view.d.ts" */
import { byId, setText } from "../ui/dom.js";
import { gettext, ngettext } from "../core/i18n.js";
import { isKnown, liveness } from "../ui/connection_banner.js";

/** View of the verdict, the sentence at the top left. */
export class Verdict {
  /** @type {(() => unknown)[]} */
  #ends = [];

  /**
   * @param {Page} page
   * @param {import("../map/lifecycle_map.js").LifecycleMap} map
   */
  constructor(page, map) {
    this.page = page;
    this.map = map;
    this.line = byId("verdict", HTMLElement);
    this.write = this.write.bind(this);
  }

  connect() {
    this.#ends = [
      this.map.onDraw(this.write),
      this.page.store.subscribe(this.write),
      this.page.clock.onTick(this.write),
    ];
  }

  disconnect() {
    for (const end of this.#ends.splice(0)) end();
  }

  write() {
    const { kind, text } = this.#verdict();
    if (this.line.dataset["verdict"] !== kind) this.line.dataset["verdict"] = kind;
    setText(/** @type {Element} */ (this.line.lastElementChild), text);
  }

  #verdict() {
    const { store, settings } = this.page;
    const live = liveness(store.state, settings.filter.engine);
    if (document.body.hasAttribute("data-connecting") && !store.state.epoch)
      return { kind: "connecting", text: gettext("Connecting…") };
    if (live === "lost") return { kind: "lost", text: gettext("No connection") };
    if (live === "stale" && !isKnown(store.state, settings.filter.engine))
      return { kind: "stale", text: gettext("Not connected to an engine yet") };
    if (live === "stale") return { kind: "stale", text: gettext("Out of date") };
    const problems = this.map.scene?.problems ?? 0;
    if (!problems) return { kind: "good", text: gettext("Nothing needs attention") };
    return {
      kind: "problem",
      text: ngettext("%(count)s needs attention", "%(count)s need attention", problems),
    };
  }
}

/** View of the server's time with seconds, and of the date. */
export class WallClock {
  #end = () => false;

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.time = byId("clock", HTMLElement);
    this.day = byId("day", HTMLElement);
  }

  connect() {
    this.#end = this.page.clock.onTick(() => this.write());
    this.write();
  }

  disconnect() {
    this.#end();
  }

  write() {
    const { clock, format } = this.page;
    setText(this.time, format.clock(clock.now()));
    setText(this.day, format.day(clock.now()));
  }
}
