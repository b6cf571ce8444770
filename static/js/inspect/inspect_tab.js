/** Inspect tab: the JSON of inspect as a tree with search and copy. Secrets are masked until the user shows one. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { About } from "../../../types/container_page.d.ts" */
/** @import { Row } from "./pure/json_tree.js" */
import { copyButton } from "../ui/docker_line_view.js";
import { element, setText } from "../ui/dom.js";
import { visible } from "../core/pure/format.js";
import { gettext } from "../core/i18n.js";
import { api, ask, toProblem } from "../core/http.js";
import { Looking } from "./refreshable_tab.js";
import { matches, treeRows } from "./pure/json_tree.js";

const OPEN_AT_FIRST = new Set(["/State", "/Config", "/NetworkSettings", "/Mounts"]);

/** @param {Page} page @param {About} about */
export function create(page, about) {
  return new Inspect(page, about);
}

class Inspect {
  /** @type {Row[]} */
  #rows = [];
  #masked = new Set();
  #canReveal = false;
  #open = new Set(OPEN_AT_FIRST);
  /** @type {string[]} */
  #found = [];
  #at = 0;
  #tree = {};

  /** @param {Page} page @param {About} about */
  constructor(page, about) {
    this.about = about;
    const label = gettext("Search in inspect");
    this.search = element("input", { type: "search", "aria-label": label, placeholder: label });
    this.count = element("span", { class: "found", role: "status" });
    const all = copyButton(() => JSON.stringify(this.#tree, null, 2));
    setText(all, gettext("Copy"));
    this.looking = new Looking(page, about, {
      what: "inspect",
      tools: [this.search, this.count, all],
      show: (answer) => this.#show(answer),
    });
    this.element = this.looking.element;
    this.search.addEventListener("input", () => this.#find());
    this.search.addEventListener("keydown", (event) => this.#press(event));
  }

  connect() {
    this.looking.connect();
  }

  /** Remove the tree, so that revealed secrets are not kept in the page. */
  disconnect() {
    this.looking.disconnect();
    this.looking.body.replaceChildren();
  }

  /** @param {{inspect: object, masked: string[], canReveal: boolean}} answer */
  #show({ inspect, masked, canReveal }) {
    this.#tree = inspect;
    this.#rows = treeRows(inspect);
    this.#masked = new Set(masked);
    this.#canReveal = canReveal;
    this.#find();
  }

  #find() {
    this.#found = matches(this.#rows, this.search.value.trim());
    this.#at = 0;
    for (const pointer of this.#found.slice(0, 1)) this.#unfold(pointer);
    this.#write();
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.key !== "Enter" || !this.#found.length) return;
    event.preventDefault();
    this.#at = (this.#at + (event.shiftKey ? -1 : 1) + this.#found.length) % this.#found.length;
    this.#unfold(this.#found[this.#at] ?? "");
    this.#write();
  }

  /** @param {string} pointer */
  #unfold(pointer) {
    const parts = pointer.split("/");
    for (let end = 2; end < parts.length; end += 1) this.#open.add(parts.slice(0, end).join("/"));
  }

  #write() {
    const here = this.#found[this.#at];
    const facts = { at: this.#at + 1, count: this.#found.length };
    const word = this.#found.length ? gettext("%(at)s of %(count)s", facts) : gettext("no matches");
    setText(this.count, this.search.value ? word : "");
    const list = element("ul", { class: "tree" });
    /** @type {HTMLElement[]} */
    const parents = [list];
    let closedAt = Infinity;
    for (const row of this.#rows) {
      if (row.depth > closedAt) continue;
      closedAt = Infinity;
      const item = this.#item(row, here);
      parents[row.depth - 1]?.append(item);
      if (row.size === null) continue;
      if (!this.#open.has(row.pointer)) {
        closedAt = row.depth;
        continue;
      }
      const children = element("ul");
      item.append(children);
      parents[row.depth] = children;
    }
    this.looking.body.replaceChildren(list);
    this.looking.body.querySelector("[data-here]")?.scrollIntoView({ block: "nearest" });
  }

  /** @param {Row} row @param {string | undefined} here */
  #item(row, here) {
    const item = element("li", {
      "data-here": row.pointer === here,
      "data-found": this.#found.includes(row.pointer),
    });
    const key = element("span", { class: "key" }, visible(row.key));
    if (row.size === null) {
      item.append(key, ...this.#value(row));
      return item;
    }
    const isOpen = this.#open.has(row.pointer);
    const size = Array.isArray(row.value) ? `[${row.size}]` : `{${row.size}}`;
    const button = element(
      "button",
      { type: "button", class: "fold", "aria-expanded": String(isOpen) },
      key,
      " ",
      size,
    );
    button.disabled = !row.size;
    button.addEventListener("click", () => {
      if (isOpen) this.#open.delete(row.pointer);
      else this.#open.add(row.pointer);
      this.#write();
    });
    item.append(button);
    return item;
  }

  /** @param {Row} row @returns {Node[]} */
  #value({ pointer, value }) {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    const code = element(
      "code",
      { "data-kind": value === null ? "null" : typeof value, title: pointer },
      visible(text) || "“”",
    );
    if (!this.#masked.has(pointer)) return [code, copyButton(() => text)];
    if (!this.#canReveal) return [code];
    const show = element("button", { type: "button", class: "copy" }, gettext("Show"));
    show.addEventListener("click", () => void this.#reveal(pointer, code, show));
    return [code, show];
  }

  /** @param {string} pointer @param {HTMLElement} code @param {HTMLElement} button */
  async #reveal(pointer, code, button) {
    const { container, engine } = this.about;
    if (!container) return;
    const path = `${api("containers", engine, container.id, "inspect")}?reveal=${encodeURIComponent(pointer)}`;
    try {
      const { value } = await ask("GET", path);
      setText(code, visible(typeof value === "string" ? value : JSON.stringify(value)));
      button.remove();
    } catch (error) {
      setText(button, visible(toProblem(error).detail));
    }
  }
}
