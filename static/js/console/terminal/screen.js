/** Wraps xterm: theme, font, size and search. Programs cannot write the clipboard; links open after a question. */

/** @import { Size } from "../../../../types/console.d.ts" */
import { FitAddon } from "../../../vendor/xterm-fit.js";
import { SearchAddon } from "../../../vendor/xterm-search.js";
import { WebLinksAddon } from "../../../vendor/xterm-web-links.js";
import { Terminal } from "../../../vendor/xterm.js";
import { loadStyle } from "../../ui/stylesheets.js";
import { askAboutLink } from "./links.js";
import { countMatches } from "./pure/matches.js";
import { scriptStyles } from "./scripted_styles.js";
import { onThemeChange, readTheme } from "./terminal_theme.js";

const SCROLLBACK_LINES = 5000;
/** A line height of 1, so that box-drawing characters of adjacent rows touch. */
const LINE_HEIGHT = 1;
/** Minimum contrast of text (WCAG 1.4.3), because many programs choose colours for a dark terminal. */
const CONTRAST = 4.5;
const BELL_MS = 250;
/** ESC c (RIS) resets the terminal. It is written to the queue, so it takes effect in order. */
const RESET = new Uint8Array([0x1b, 0x63]);
/** OSC 52 lets a program write the clipboard. It is ignored. */
const OSC_CLIPBOARD = 52;

/** Load the stylesheets of a screen. */
export function screenStyles() {
  return Promise.all([loadStyle("../vendor/xterm.css"), loadStyle("console.css")]);
}

/** One terminal in `place`. `onSize` is called after every resize. */
export class Screen {
  /** @type {(() => void)[]} */
  #ends = [];
  #resizes = new ResizeObserver(() => this.#soon());
  #timer = 0;
  isFitted = true;

  /**
   * @param {HTMLElement} place
   * @param {import("./preferences.js").Preferences} preferences
   */
  constructor(place, preferences) {
    this.place = place;
    this.preferences = preferences;
    this.onSize = () => {};
    this.terminal = new Terminal(optionsOf(preferences));
    this.fitting = new FitAddon();
    this.search = new SearchAddon();
    for (const addon of [this.fitting, this.search, new WebLinksAddon((_, link) => void askAboutLink(link))])
      this.terminal.loadAddon(addon);
    this.terminal.parser.registerOscHandler(OSC_CLIPBOARD, () => true);
    this.terminal.onBell(() => this.#ring());
  }

  /** Put the terminal into the page and fit it. */
  open() {
    const { options } = this.terminal;
    options.fontFamily = getComputedStyle(this.place).fontFamily;
    const themed = () => (options.theme = readTheme(this.place));
    themed();
    scriptStyles();
    this.terminal.open(this.place);
    this.place.addEventListener("keydown", keepKey);
    this.#resizes.observe(this.place);
    this.#ends = [onThemeChange(themed), this.preferences.onChange(() => this.#prefer())];
    this.fit();
  }

  dispose() {
    window.clearTimeout(this.#timer);
    this.#resizes.disconnect();
    for (const end of this.#ends.splice(0)) end();
    this.terminal.dispose();
  }

  /** @returns {Size} */
  get size() {
    const { cols, rows } = this.terminal;
    return { cols, rows };
  }

  /** Resize the terminal to fill its place, or to a given size. @param {Size} [given] */
  fit(given) {
    if (!this.place.isConnected || !this.place.offsetWidth) return;
    if (given) this.terminal.resize(given.cols, given.rows);
    else this.fitting.fit();
    this.onSize();
  }

  /** @param {Uint8Array} bytes @param {() => void} written */
  write(bytes, written) {
    this.terminal.write(bytes, written);
  }

  /** Reset the terminal, then write. @param {Uint8Array} bytes @param {() => void} written */
  rewrite(bytes, written) {
    this.terminal.write(RESET);
    this.terminal.write(bytes, written);
  }

  /** @param {string} word @param {"next" | "previous" | "first"} which @returns {{total: number, number: number}} */
  find(word, which) {
    if (which === "previous") this.search.findPrevious(word);
    else this.search.findNext(word, { incremental: which === "first" });
    return countMatches(this.terminal.buffer.active, word, this.terminal.getSelectionPosition()?.start);
  }

  #soon() {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.isFitted && this.fit(), 80);
  }

  #prefer() {
    this.terminal.options.fontSize = this.preferences.fontSize;
    this.terminal.options.screenReaderMode = this.preferences.isRead;
    if (this.isFitted) this.fit();
  }

  #ring() {
    this.place.dataset["bell"] = "";
    setTimeout(() => delete this.place.dataset["bell"], BELL_MS);
  }
}

/** @param {import("./preferences.js").Preferences} preferences */
function optionsOf(preferences) {
  return {
    allowProposedApi: false,
    cursorBlink: false,
    disableStdin: true,
    fontSize: preferences.fontSize,
    lineHeight: LINE_HEIGHT,
    linkHandler: {
      activate: (/** @type {MouseEvent} */ _, /** @type {string} */ link) => void askAboutLink(link),
    },
    minimumContrastRatio: CONTRAST,
    screenReaderMode: preferences.isRead,
    scrollback: SCROLLBACK_LINES,
  };
}

/** Keys typed in the terminal do not trigger shortcuts of the page. @param {KeyboardEvent} event */
function keepKey(event) {
  event.stopPropagation();
}
