/** Progress of a pull: one bar for the pull, one for each layer, and the buttons Cancel and Try again. */

/** @import { Layer, Pull } from "../../../types/wire.d.ts" */
/** @import { Page } from "../../../types/view.d.ts" */
import { guard, isBarred } from "../ui/guard.js";
import { pullCommandLine } from "../core/pure/docker_line.js";
import { DockerLine } from "../ui/docker_line_view.js";
import { element, setAttributes, setText } from "../ui/dom.js";
import { visible } from "../core/pure/format.js";
import { api, ask, toProblem } from "../core/http.js";
import { gettext } from "../core/i18n.js";
import { layerShareOf, shareOf } from "../core/pure/pull_store.js";
import { problemRegion, problemElements } from "../ui/error_view.js";
import { pullProblem } from "./pull_failure.js";
import { layerState, pullBytes, pullState } from "./pull_words.js";

/** View of one pull. `write` changes only what differs. */
export class PullCard {
  /** @type {Map<string, LayerBar>} */
  #layers = new Map();
  /** @type {Pull} */
  #pull;

  /**
   * @param {Page} page
   * @param {Pull} pull
   * @param {(pull: Pull) => void} again called when the user selects Try again
   */
  constructor(page, pull, again) {
    this.page = page;
    this.#pull = pull;
    this.state = element("span", { class: "pull-state" });
    this.bytes = element("span", { class: "pull-bytes" });
    this.bar = new ProgressBar(gettext("Pull progress"));
    this.layers = element("ul", { class: "layers", "aria-label": gettext("Layers") });
    this.trouble = problemRegion();
    this.cancel = element("button", { type: "button" }, gettext("Cancel"));
    this.again = element("button", { type: "button" }, gettext("Try again…"));
    this.away = element("button", { type: "button", class: "dismiss" }, gettext("Dismiss"));
    this.away.addEventListener("click", () => page.pulls.dismiss(this.#pull.id));
    guard(page, this.cancel, "pull");
    guard(page, this.again, "pull");
    this.cancel.addEventListener("click", () => void this.#cancel());
    this.again.addEventListener("click", () => isBarred(this.again) || again(this.#pull));
    this.element = element(
      "article",
      { class: "pull-card", id: `pull-${pull.id}`, "data-pull": pull.id },
      ...this.#parts(pull),
    );
    this.write(pull);
  }

  /** @param {Pull} pull */
  #parts({ reference, registry, engine }) {
    const several = this.page.store.state.engines.length > 1;
    const where = gettext("from %(registry)s", { registry: visible(registry) });
    const facts = element("small", {}, several ? `${where} · ${visible(engine)}` : where);
    const title = element("h3", {}, visible(reference), " ", facts);
    const buttons = element("div", { class: "pull-buttons" }, this.cancel, this.again, this.away);
    const head = element("header", {}, title, this.state, this.bytes, buttons);
    return [
      head,
      this.bar.element,
      this.layers,
      this.trouble,
      new DockerLine(pullCommandLine(reference)).element,
    ];
  }

  /** @param {Pull} pull */
  write(pull) {
    this.#pull = pull;
    const isOver = pull.state !== "pulling";
    setAttributes(this.element, { "data-pull-state": pull.state, "data-stalled": pull.stalled });
    this.tick();
    setText(this.bytes, pullBytes(pull, this.page));
    this.bar.write(pull.state === "pulling" || pull.state === "done" ? shareOf(pull) : (shareOf(pull) ?? 0));
    this.cancel.hidden = isOver;
    this.away.hidden = !isOver;
    this.again.hidden = pull.state === "pulling" || pull.state === "done";
    this.bar.element.hidden = pull.state === "done";
    this.layers.hidden = isOver || !pull.layers.length;
    if (!this.layers.hidden) this.#writeLayers(pull.layers);
    if (pull.error) this.#writeError(pull.error);
  }

  /** Update the state, which can contain the age of the last progress. */
  tick() {
    setText(this.state, pullState(this.#pull, this.page));
  }

  /** @param {Layer[]} layers */
  #writeLayers(layers) {
    for (const layer of layers) {
      const bar = this.#layers.get(layer.id) ?? new LayerBar(this.page, layer);
      if (!this.#layers.has(layer.id)) this.layers.append(bar.element);
      this.#layers.set(layer.id, bar);
      bar.write(layer);
    }
  }

  /** @param {NonNullable<Pull["error"]>} error */
  #writeError(error) {
    if (this.trouble.hasChildNodes()) return;
    this.trouble.replaceChildren(...problemElements(pullProblem(error)));
  }

  async #cancel() {
    if (isBarred(this.cancel)) return;
    this.cancel.disabled = true;
    try {
      await ask("DELETE", api("pulls", this.#pull.id));
    } catch (error) {
      this.trouble.replaceChildren(...problemElements(toProblem(error)));
    } finally {
      this.cancel.disabled = false;
    }
  }
}

/** A progress bar. It is empty if the progress is unknown. */
export class ProgressBar {
  /** @param {string} label */
  constructor(label) {
    this.element = element("div", { class: "bar", role: "progressbar", "aria-label": label }, element("i"));
  }

  /** @param {number | null} share from 0 to 1, null if unknown */
  write(share) {
    const percent = share === null ? null : Math.floor(share * 100);
    setAttributes(this.element, { "aria-valuenow": percent, "data-unknown": share === null });
    this.element.style.setProperty("--done", `${(share ?? 0) * 100}%`);
  }
}

class LayerBar {
  /** @param {Page} page @param {Layer} layer */
  constructor(page, { id }) {
    this.page = page;
    this.bar = new ProgressBar(gettext("Layer %(id)s", { id: visible(id) }));
    this.word = element("span");
    this.bytes = element("span", { class: "layer-bytes" });
    this.element = element(
      "li",
      {},
      element("code", {}, visible(id).slice(0, 12)),
      this.word,
      this.bytes,
      this.bar.element,
    );
  }

  /** @param {Layer} layer */
  write({ state, current, total }) {
    const { format } = this.page;
    setAttributes(this.element, { "data-layer": state });
    setText(this.word, layerState(state));
    const moves = state === "downloading" || state === "extracting";
    setText(
      this.bytes,
      total ? (moves && current !== null ? `${format.bytes(current)} / ` : "") + format.bytes(total) : "",
    );
    this.bar.write(layerShareOf({ state, current, total }));
  }
}
