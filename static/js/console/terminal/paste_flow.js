/** Pastes text into a console: asks if the text can run commands, then sends pieces and shows progress. */

/** @import { Session } from "../console_session.js" */
import { openDialog } from "../../ui/dialogs/dialog.js";
import { element, setText } from "../../ui/dom.js";
import { tick } from "../../ui/field.js";
import { visible } from "../../core/pure/format.js";
import { gettext, ngettext } from "../../core/i18n.js";
import { aboutPaste, needsQuestion, piecesOf, typedAs, withoutControls } from "./pure/paste_rules.js";
import { button } from "../console_parts.js";

/** Runs one paste at a time. The progress is shown only for a paste of more than one piece. */
export class Pasting {
  #isStopped = false;
  #isBusy = false;

  /**
   * @param {Session} session
   * @param {import("../../../../types/view.d.ts").Page} page
   */
  constructor(session, page) {
    this.session = session;
    this.page = page;
    this.bar = element("progress", { max: 1, value: 0 });
    this.word = element("span", {});
    const stop = button({ word: gettext("Stop pasting"), act: "stop-paste", press: () => this.stop() });
    this.element = element("p", { class: "pasting", role: "status" }, this.word, this.bar, stop);
    this.element.hidden = true;
  }

  /** Stop the paste. Pieces that are not sent yet are dropped. */
  stop() {
    this.#isStopped = true;
  }

  /** @param {string} text */
  async paste(text) {
    const { session } = this;
    if (!text || !session.takesKeys || this.#isBusy) return;
    const isBracketed = session.screen.terminal.modes.bracketedPasteMode;
    const meant = needsQuestion(text, isBracketed) ? await this.#asked(text) : text;
    session.screen.terminal.focus();
    if (meant) await this.#type(typedAs(meant, isBracketed));
  }

  /** @param {Uint8Array} bytes */
  async #type(bytes) {
    this.#isStopped = false;
    this.#isBusy = true;
    const pieces = piecesOf(bytes);
    let done = 0;
    for (const piece of pieces) {
      this.#show(pieces.length > 1, done, bytes.length);
      if (this.#isStopped || !(await this.session.type(piece))) break;
      done += piece.length;
    }
    this.#isBusy = false;
    this.#show(false, done, bytes.length);
  }

  /** @param {boolean} isShown @param {number} done @param {number} all in bytes */
  #show(isShown, done, all) {
    const { format } = this.page;
    this.element.hidden = !isShown;
    this.bar.value = done / all;
    setText(
      this.word,
      gettext("Pasting %(done)s of %(all)s…", { done: format.bytes(done), all: format.bytes(all) }),
    );
  }

  /** @param {string} text @returns {Promise<string>} the text to send, empty if the paste was cancelled */
  async #asked(text) {
    const { lines, bytes, controls, first } = aboutPaste(text);
    const { format } = this.page;
    const facts = { size: format.bytes(bytes) };
    const strip = tick("paste-strip", gettext("Paste without control characters"));
    strip.input.checked = true;
    const what = ngettext("%(count)s line, %(size)s.", "%(count)s lines, %(size)s.", lines, facts);
    const body = [
      element(
        "p",
        {},
        what,
        " ",
        gettext("Each line break is sent as Enter. A shell runs each line immediately."),
      ),
      element("pre", { class: "pasted", translate: "no" }, shown(first, lines)),
      ...(controls ? [controlsPart(controls, strip.element)] : []),
    ];
    const isYes = await question(gettext("Paste this text?"), gettext("Paste"), body);
    if (!isYes) return "";
    return controls && strip.input.checked ? withoutControls(text) : text;
  }
}

/**
 * Ask a question in a dialog. Esc cancels. The focus is on the confirm button, or on Cancel if `isHarmful`.
 * @param {string} title
 * @param {string} word text of the confirm button
 * @param {Node[]} body
 * @param {boolean} [isHarmful] whether the confirmed action can end a process
 */
export async function question(title, word, body, isHarmful = false) {
  let isYes = false;
  const yes = element("button", { type: "submit", class: "primary", "data-act": "yes" }, word);
  const no = element("button", { type: "button", "data-act": "no" }, gettext("Cancel"));
  const form = element("form", {}, ...body, element("p", { class: "buttons" }, no, yes));
  const dialog = await openDialog({ title, kind: "console-question", body: [form] });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    isYes = true;
    dialog.close();
  });
  no.addEventListener("click", dialog.close);
  (isHarmful ? no : yes).focus();
  await dialog.closed;
  return isYes;
}

/** @param {string[]} first @param {number} lines */
function shown(first, lines) {
  const more = lines - first.length;
  const text = first.map((line) => visible(line.length > 200 ? `${line.slice(0, 200)}…` : line)).join("\n");
  return more > 0
    ? `${text}\n${ngettext("and %(count)s more line", "and %(count)s more lines", more)}`
    : text;
}

/** @param {number} count @param {Node} strip */
function controlsPart(count, strip) {
  const text = ngettext(
    "The text contains %(count)s control character, shown above as its code. A control character acts like a key press.",
    "The text contains %(count)s control characters, shown above as their codes. Control characters act like key presses.",
    count,
  );
  return element("div", { class: "beware" }, element("p", {}, text), strip);
}
