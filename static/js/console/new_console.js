/** The New tab of the consoles: the exec form, the attach form and the consoles that other viewers opened. */

/** @import { Desk, Opening } from "../../../types/console.d.ts" */
/** @import { ConsoleAbout } from "../../../types/wire.d.ts" */
import { modeRefusal } from "../core/access.js";
import { element, setText } from "../ui/dom.js";
import { gettext } from "../core/i18n.js";
import { loadStyle } from "../ui/stylesheets.js";
import { AttachForm } from "./attach_form.js";
import { ExecForm } from "./exec_form.js";
import { button, keys } from "./console_parts.js";
import { lineOf, nameOf, viewersText } from "./console_words.js";

const KEYS = () => [
  ["Ctrl+Shift+C", gettext("copy")],
  ["Ctrl+Shift+V", gettext("paste")],
  ["Ctrl+Shift+F", gettext("search")],
  ["Ctrl+Shift+Enter", gettext("full window on or off")],
  ["Ctrl+Shift+X", gettext("move the focus out of the terminal")],
];

export class NewConsole {
  #written = "";
  /** The form to focus, null after it got the focus. @type {"exec" | "attach" | null} */
  #wished = null;

  /**
   * @param {Desk} desk
   * @param {{open: (opening: Opening) => void, watch: (about: ConsoleAbout) => void}} on
   */
  constructor(desk, on) {
    this.desk = desk;
    this.watch = on.watch;
    this.exec = new ExecForm(desk, { open: on.open, looked: () => this.#lookedForShells() });
    this.attach = new AttachForm(desk, on.open);
    this.others = element("div", { class: "others" });
    this.others.hidden = true;
    const why = modeRefusal(desk.page, "exec");
    const forms = why ? [element("p", { class: "barred" }, why)] : this.#cards();
    this.element = element(
      "section",
      { class: "console-start", role: "tabpanel", id: "console-new", "aria-label": gettext("New console") },
      ...forms,
    );
  }

  static styles() {
    return Promise.all(["dialog.css", "console.css"].map(loadStyle));
  }

  get isBarred() {
    return Boolean(modeRefusal(this.desk.page, "exec"));
  }

  /** @param {boolean} isShown */
  show(isShown) {
    this.element.hidden = !isShown;
    if (isShown) this.#look();
  }

  #look() {
    if (this.isBarred || !this.desk.container) return;
    void this.exec.look();
    void this.attach.look();
  }

  /** @param {string} [wish] `attach`; any other value means exec */
  focus(wish) {
    if (this.isBarred) return;
    this.#wished = wish === "attach" ? "attach" : "exec";
    for (const type of ["pointerdown", "keydown"])
      document.addEventListener(type, () => (this.#wished = null), { once: true, capture: true });
    this.#goToWished();
  }

  /** A disabled button cannot take the focus. The next update tries again. */
  #goToWished() {
    if (this.#wished === "attach") this.attach.submit.focus();
    if (this.#wished === "exec") this.exec.focus();
    const form = this.#wished === "attach" ? this.attach.submit : this.exec.element;
    if (form.contains(document.activeElement)) this.#wished = null;
  }

  /** Focus the button that starts the found shell, unless the focus has moved out of the exec form. */
  #lookedForShells() {
    const { activeElement } = document;
    if (activeElement === document.body && this.#wished) this.#goToWished();
    else if (activeElement === document.body || this.exec.element.contains(activeElement)) this.exec.focus();
  }

  /** Update the forms after a change of the container. */
  write() {
    if (this.isBarred) return;
    this.exec.write();
    this.attach.write();
    if (this.element.hidden) return;
    this.#look();
    if (this.#wished && document.activeElement === document.body) this.#goToWished();
  }

  /** @param {ConsoleAbout[]} others consoles that other viewers opened */
  writeOthers(others) {
    const written = JSON.stringify(others.map(({ console, viewers }) => [console, viewers]));
    if (written === this.#written) return;
    this.#written = written;
    this.others.hidden = !others.length;
    const rows = others.map((about) => this.#otherRow(about));
    this.others.replaceChildren(
      element("h3", {}, gettext("Opened by other viewers")),
      element("ul", {}, ...rows),
    );
  }

  #cards() {
    const card = (/** @type {string} */ title, /** @type {string} */ hint, /** @type {Node} */ form) =>
      element(
        "article",
        { class: "start-card" },
        element("h3", {}, title),
        element("p", { class: "hint" }, hint),
        form,
      );
    const exec = card(
      "exec",
      gettext("Starts a new process in the container. Closing the console leaves the container running."),
      this.exec.element,
    );
    const attach = card(
      "attach",
      gettext("Connects a console to the main process (PID 1)."),
      this.attach.element,
    );
    return [element("div", { class: "start-cards" }, exec, attach), this.others, keyList(), lifeTime()];
  }

  /** @param {ConsoleAbout} about */
  #otherRow(about) {
    const { clock, format } = this.desk.page;
    const age = format.age(clock.now() - Date.parse(about.openedAt));
    const text = element("span", {});
    setText(text, `${nameOf(about)} · ${lineOf(about)} · ${age} · ${viewersText(about.viewers)}`);
    return element(
      "li",
      {},
      text,
      button({ word: gettext("Watch"), act: "watch", press: () => this.watch(about) }),
    );
  }
}

/** Text with the time limits of `live/consoles/console_session.py`. */
function lifeTime() {
  const text = gettext(
    "A console survives a page reload. It ends after 15 minutes without typing, 5 minutes without a viewer, or 8 hours in total. A process that exec started ends with its console.",
  );
  return element("p", { class: "hint life-time" }, text);
}

function keyList() {
  const rows = KEYS().flatMap(([names = "", text = ""]) => [
    element("dt", {}, keys(names)),
    element("dd", {}, text),
  ]);
  return element(
    "details",
    { class: "more console-keys" },
    element("summary", {}, gettext("Terminal keys")),
    element("dl", {}, ...rows),
    element("p", { class: "hint" }, gettext("All other keys, including Esc and Tab, go to the program.")),
  );
}
