/** CPU and memory in the header of the container page, while the container runs and the page is visible. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { About } from "../../../types/container_page.d.ts" */
import { byId, setText } from "../ui/dom.js";
import { gettext } from "../core/i18n.js";
import { follow } from "./stats_feed.js";
import { binary, percent } from "./pure/byte_units.js";

/** View of the current container. */
export class HeadGauges {
  #id = "";
  #unfollow = () => {};
  /** @type {(() => unknown)[]} */
  #ends = [];

  /** @param {Page} page @param {About} about */
  constructor(page, about) {
    this.page = page;
    this.about = about;
    this.element = byId("gauges", HTMLElement);
  }

  connect() {
    const look = () => this.#look();
    document.addEventListener("visibilitychange", look);
    this.#ends = [this.about.onChange(look), () => document.removeEventListener("visibilitychange", look)];
    look();
  }

  disconnect() {
    for (const end of this.#ends.splice(0)) end();
    this.#unfollow();
    this.#id = "";
  }

  #look() {
    const { container, engine } = this.about;
    const id = container?.state === "running" && !document.hidden ? container.id : "";
    if (id === this.#id) return;
    this.#unfollow();
    this.#id = id;
    setText(this.element, "");
    this.#unfollow = id
      ? follow({ engine, id }, ({ cpu, memory, memoryLimit }) => {
          const used = memoryLimit
            ? gettext("%(used)s of %(limit)s", { used: binary(memory), limit: binary(memoryLimit) })
            : binary(memory);
          setText(this.element, `${percent(cpu)} CPU · ${used}`);
        })
      : () => {};
  }
}
