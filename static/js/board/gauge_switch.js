/** The switch for CPU and memory bars on the cards. Loads their module on first use. */

/** @import { Page } from "../../../types/view.d.ts" */
import { byId } from "../ui/dom.js";
import { lazyImport } from "../ui/dialogs/dialog_openers.js";

/** Connects the button to the setting `stats`. */
export class GaugeSwitch {
  /** @type {import("../stats/card_gauges.js").CardGauges | null} */
  #bars = null;
  #isOn = false;
  #leave = new AbortController();
  #end = () => /** @type {unknown} */ (undefined);

  /**
   * @param {Page} page
   * @param {import("../map/lifecycle_map.js").LifecycleMap} map
   */
  constructor(page, map) {
    this.page = page;
    this.map = map;
    this.button = byId("gauge", HTMLButtonElement);
  }

  connect() {
    const { settings } = this.page;
    const { signal } = (this.#leave = new AbortController());
    this.button.addEventListener("click", () => settings.set("stats", this.#isOn ? "" : "on"), { signal });
    this.#end = settings.onChange(() => void this.#write());
    void this.#write();
  }

  disconnect() {
    this.#leave.abort();
    this.#end();
    this.#isOn = false;
    this.#bars?.disconnect();
  }

  async #write() {
    const isOn = this.page.settings.get("stats") === "on";
    if (isOn === this.#isOn) return;
    this.#isOn = isOn;
    this.button.setAttribute("aria-pressed", String(isOn));
    if (!isOn) return this.#bars?.disconnect();
    const bars = await lazyImport(() => import("../stats/card_gauges.js"));
    if (!bars || !this.#isOn) return;
    this.#bars ??= new bars.CardGauges(this.page, this.map);
    this.#bars.connect();
  }
}
