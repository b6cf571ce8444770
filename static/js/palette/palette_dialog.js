/** The command palette: a search field with a list of containers, commands, pages, dialogs and settings. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { PaletteHit } from "../../../types/palette.d.ts" */
import { pageOf } from "../commands/pure/offers.js";
import { gettext, ngettext } from "../core/i18n.js";
import { roomText } from "../core/lifecycle.js";
import { visible } from "../core/pure/format.js";
import { element, setAttributes, setText } from "../ui/dom.js";
import { openDialog } from "../ui/dialogs/dialog.js";
import { loadStyle } from "../ui/stylesheets.js";
import { firstHits, paletteIndex } from "./palette_index.js";
import { searchPalette } from "./pure/palette_search.js";

const SHOWN_AT_MOST = 12;

/**
 * Open the palette. Resolves when the chosen entry was run, or the palette was closed.
 * @param {Page} page
 * @param {import("../commands/lazy_commands.js").ControllerLoader} controller
 */
export async function openPalette(page, controller) {
  await loadStyle("palette.css");
  if (document.querySelector("dialog[open]")) return;
  for (const menu of document.querySelectorAll(":popover-open"))
    if (menu instanceof HTMLElement) menu.hidePopover();
  const palette = new Palette(page);
  const dialog = await openDialog({
    title: gettext("Command palette"),
    kind: "palette",
    body: [palette.element],
  });
  palette.begin(dialog.close);
  await dialog.closed;
  if (palette.chosen) await run(controller, palette.chosen);
}

class Palette {
  /** @type {PaletteHit | null} */
  chosen = null;
  /** @type {PaletteHit[]} */
  #hits = [];
  #at = 0;
  #close = () => {};

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.index = paletteIndex(page);
    this.field = element("input", {
      type: "text",
      id: "palette-query",
      role: "combobox",
      "aria-label": gettext("Container, command, page or setting"),
      "aria-expanded": "true",
      "aria-controls": "palette-hits",
      "aria-autocomplete": "list",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      placeholder: gettext("Container, command, page or setting"),
    });
    this.list = element("ul", { id: "palette-hits", role: "listbox", "aria-label": gettext("Results") });
    this.count = element("p", { class: "found", role: "status" });
    this.element = element("div", {}, this.field, this.list, this.count);
  }

  /** @param {() => void} close */
  begin(close) {
    this.#close = close;
    this.field.addEventListener("input", () => this.#find());
    this.field.addEventListener("keydown", (event) => this.#press(event));
    this.list.addEventListener("pointermove", ({ target }) => this.#point(target));
    this.list.addEventListener("click", ({ target }) => this.#click(target));
    this.#find();
    this.field.focus();
  }

  #find() {
    const query = this.field.value.trim();
    const found = query
      ? searchPalette(query, this.index, SHOWN_AT_MOST)
      : { hits: firstHits(this.page, this.index), total: 0 };
    this.#hits = found.hits.slice(0, SHOWN_AT_MOST);
    this.#at = 0;
    this.list.replaceChildren(...this.#hits.map((hit, at) => this.#option(hit, at)));
    setText(
      this.count,
      query
        ? this.#countText(found.total)
        : gettext("Type a name, or a command and a name, for example stop web."),
    );
    this.#mark();
  }

  /** @param {number} total */
  #countText(total) {
    const { format } = this.page;
    if (!total) return gettext("Nothing found");
    const more = total - this.#hits.length;
    if (more <= 0) return ngettext("%(count)s result", "%(count)s results", this.#hits.length);
    return gettext("The first %(shown)s of %(total)s results", {
      shown: format.number(this.#hits.length),
      total: format.number(total),
    });
  }

  /** @param {PaletteHit} hit @param {number} at */
  #option(hit, at) {
    return element(
      "li",
      { id: `palette-hit-${at}`, role: "option", "aria-selected": "false", "data-kind": hit.kind },
      ...(hit.kind === "command" ? [element("b", { translate: "no" }, hit.verb.word), " "] : []),
      element("span", { class: "name" }, ...marked(nameOf(hit), hit.positions)),
      " ",
      element("small", {}, ...this.#facts(hit)),
    );
  }

  /** @param {PaletteHit} hit @returns {(Node | string)[]} */
  #facts(hit) {
    if (hit.kind === "place")
      return [hit.place.kind, ...(hit.place.key ? [" ", element("kbd", {}, hit.place.key)] : [])];
    const { room, project, engine } = hit.container;
    const isOne = this.page.store.state.engines.length < 2;
    const words = [roomText(this.page.lifecycle, room), project ?? "", isOne ? "" : engine];
    return [words.filter(Boolean).map(visible).join(" · ")];
  }

  #mark() {
    for (const [at, option] of [...this.list.children].entries())
      setAttributes(option, { "aria-selected": String(at === this.#at) });
    const current = this.list.children[this.#at];
    setAttributes(this.field, { "aria-activedescendant": current?.id ?? null });
    current?.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const count = this.#hits.length;
    const next = { ArrowDown: this.#at + 1, ArrowUp: this.#at - 1 + count }[event.key];
    if (event.key === "Enter" && !event.isComposing) this.#choose(this.#at);
    else if (next !== undefined && count) this.#at = next % count;
    else return;
    event.preventDefault();
    this.#mark();
  }

  /** @param {EventTarget | null} target */
  #point(target) {
    const at = this.#indexOf(target);
    if (at < 0 || at === this.#at) return;
    this.#at = at;
    this.#mark();
  }

  /** @param {EventTarget | null} target */
  #click(target) {
    const at = this.#indexOf(target);
    if (at >= 0) this.#choose(at);
  }

  /** @param {EventTarget | null} target */
  #indexOf(target) {
    const option = target instanceof Element ? target.closest("[role=option]") : null;
    return option ? [...this.list.children].indexOf(option) : -1;
  }

  /** @param {number} at */
  #choose(at) {
    this.chosen = this.#hits[at] ?? null;
    if (this.chosen) this.#close();
  }
}

/** @param {PaletteHit} hit */
function nameOf(hit) {
  return hit.kind === "place" ? hit.place.label : hit.container.name;
}

/**
 * Return a name with its matched letters in `mark` elements.
 * @param {string} name
 * @param {number[]} positions
 * @returns {(Node | string)[]}
 */
function marked(name, positions) {
  const matched = new Set(positions);
  let at = 0;
  return [...name].map((letter) => {
    const isMatched = matched.has(at);
    at += letter.length;
    return isMatched ? element("mark", {}, visible(letter)) : visible(letter);
  });
}

/**
 * Run an entry: open the container, run the command with the same questions as its key, or press the button.
 * @param {import("../commands/lazy_commands.js").ControllerLoader} controller
 * @param {PaletteHit} hit
 */
async function run(controller, hit) {
  if (hit.kind === "place") return hit.place.run();
  const { engine, name } = hit.container;
  const onBoard = document.body.dataset["view"] === "board";
  if (hit.kind === "container") {
    const panel = `#${encodeURIComponent(engine)}/${encodeURIComponent(name)}`;
    return location.assign(onBoard ? panel : pageOf(hit.container));
  }
  if (hit.verb.name === "open") return location.assign(pageOf(hit.container));
  if (hit.verb.name === "logs") return location.assign(`${pageOf(hit.container)}#logs`);
  const commands = await controller();
  await commands.do(hit.verb.name, [hit.container], { byKey: true });
}
