/** Logs tab: follows the log while the tab is shown, with search, filters, jump to a time, and download. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { About } from "../../../types/container_page.d.ts" */
/** @import { LogLines as LogMessage } from "../../../types/wire.d.ts" */
import { element, setAttributes, setText } from "../ui/dom.js";
import { visible } from "../core/pure/format.js";
import { gettext, ngettext } from "../core/i18n.js";
import { api } from "../core/http.js";
import { connectChannel } from "../core/sockets.js";
import { LogLines, LINES_AT_MOST } from "./log_lines.js";
import { wished } from "./pure/log_search.js";

const TAIL = 500;

/** @param {Page} page @param {About} about */
export function create(page, about) {
  return new LogTab(page, about);
}

class LogTab {
  /** @type {ReturnType<typeof connectChannel> | null} */
  #channel = null;
  #id = "";
  /** The server's cursor of the last lines on the page, empty without lines. */
  #cursor = "";
  #isEnded = false;
  /** The time (RFC 3339) to scroll to as soon as its lines have arrived, empty for none. */
  #goesTo = "";
  #end = () => /** @type {unknown} */ (undefined);

  /** @param {Page} page @param {About} about */
  constructor(page, about) {
    this.page = page;
    this.about = about;
    this.lines = new LogLines(page.format);
    const label = gettext("Search or /regex/");
    this.search = element("input", { type: "search", placeholder: label, "aria-label": label });
    this.found = element("span", { class: "found", role: "status" });
    this.filter = toggle(gettext("Only matches"), () => this.#find());
    this.times = toggle(gettext("Times"), (on) => setAttributes(this.element, { "data-times": on }));
    this.wrap = toggle(gettext("Wrap"), (on) => setAttributes(this.element, { "data-wrap": on }));
    this.stream = element("select", { "aria-label": gettext("Streams") });
    for (const [value, word] of [
      ["", gettext("both streams")],
      ["stdout", "stdout"],
      ["stderr", "stderr"],
    ])
      this.stream.append(element("option", { value: value ?? "" }, word ?? ""));
    this.jump = element("input", { type: "datetime-local", step: 1, "aria-label": gettext("Go to time") });
    this.download = element("a", { class: "button", download: "" }, gettext("Download"));
    this.clear = element("button", { type: "button" }, gettext("Clear"));
    const bar = element("div", { class: "tab-bar" });
    bar.append(
      this.search,
      this.found,
      this.filter,
      this.stream,
      this.times,
      this.wrap,
      this.jump,
      this.clear,
      this.download,
    );
    this.element = element("div", { class: "looking logs" }, bar, this.lines.element);
    this.#listen();
  }

  #listen() {
    this.times.click();
    this.wrap.click();
    this.clear.addEventListener("click", () => this.lines.clear());
    this.search.addEventListener("input", () => this.#find());
    this.search.addEventListener("keydown", (event) => this.#press(event));
    this.stream.addEventListener("change", () =>
      setAttributes(this.element, { "data-only": this.stream.value || null }),
    );
    this.jump.addEventListener("change", () => this.#jump());
    this.element.addEventListener("keydown", (event) => this.#keys(event));
  }

  connect() {
    this.#end = this.about.onChange(() => this.#changed());
    this.#channel = connectChannel("/logs", {
      on: {
        lines: (/** @type {LogMessage} */ body, /** @type {() => void} */ taken) => {
          this.#take(body);
          taken();
        },
        end: (/** @type {{id: string, reason: string, engineMessage?: string}} */ body) => this.#ended(body),
      },
      onBack: () => this.#follow(),
      onLost: () => this.lines.addNotice(gettext("No connection to the server. The log is out of date.")),
    });
    if (this.#channel.connected) this.#follow();
  }

  disconnect() {
    this.#end();
    this.#channel?.close();
    this.#channel = null;
  }

  #changed() {
    const { container } = this.about;
    if (container && container.id !== this.#id) this.#follow();
  }

  /** Follow the log from the last known line. For another container, start with its newest lines. */
  #follow() {
    const { container, engine } = this.about;
    if (!container || !this.#channel) return this.lines.addNotice(gettext("The container does not exist."));
    const isOther = container.id !== this.#id;
    if (isOther && this.#id) this.lines.addNotice(gettext("The log of the new container starts here."));
    if (isOther) this.#cursor = "";
    this.#id = container.id;
    this.download.href = `${api("containers", engine, container.id, "logs.txt")}?timestamps=1`;
    const cursor = this.#cursor;
    const from = cursor ? { cursor, tail: LINES_AT_MOST } : { tail: TAIL };
    void this.#channel.request("follow", { engine, id: container.id, ...from }).then(
      (answer) => {
        if (!answer.ok) this.lines.addNotice(visible(answer.detail));
      },
      () => undefined,
    );
  }

  /** @param {LogMessage} body */
  #take({ id, lines, cursor, skipped = 0 }) {
    if (id !== this.#id) return;
    this.#cursor = cursor;
    if (this.#isEnded) this.lines.addNotice(gettext("The container was started again."));
    this.#isEnded = false;
    this.lines.add(lines, skipped);
    if (this.#goesTo && this.lines.goTo(this.#goesTo)) this.#goesTo = "";
    this.#count();
  }

  /** @param {{id: string, reason: string, engineMessage?: string}} body */
  #ended({ id, reason, engineMessage = "" }) {
    if (id !== this.#id) return;
    this.#isEnded = true;
    const { container } = this.about;
    const why = container?.cause ? ` ${visible(container.cause.text)}` : "";
    const words = {
      ended: `${gettext("The container is not running. The log continues when it starts again.")}${why}`,
      removed: gettext("The container was removed with its log."),
      lost: gettext("The engine is not responding. The log continues when it responds."),
      refused: refusedText(visible(engineMessage)),
    };
    this.lines.addNotice(words[/** @type {keyof typeof words} */ (reason)] ?? reason);
  }

  #find() {
    const { test, isBad } = wished(this.search.value.trim());
    this.search.setAttribute("aria-invalid", String(isBad));
    this.lines.find(test, this.filter.getAttribute("aria-pressed") === "true");
    setText(this.found, isBad ? gettext("Not a valid regular expression.") : "");
    if (!isBad) this.#count();
  }

  #count() {
    if (!this.search.value.trim()) return setText(this.found, "");
    setText(this.found, matchesText(this.lines.counts.found));
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const at = this.lines.next(event.shiftKey ? -1 : 1);
    if (at) setText(this.found, gettext("%(at)s of %(count)s", { at, count: this.lines.counts.found }));
  }

  /** @param {KeyboardEvent} event */
  #keys(event) {
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if ((event.key === "f" && event.ctrlKey) || (event.key === "/" && !isTyping)) {
      event.preventDefault();
      this.search.select();
    }
    if (event.key === "End" && !isTyping) this.lines.toEnd();
  }

  /** @param {string} at */
  #sinceText(at) {
    return ngettext(
      "Log since %(time)s, limited to the newest line.",
      "Log since %(time)s, limited to the newest %(count)s lines.",
      LINES_AT_MOST,
      { time: this.page.format.clock(Date.parse(at)) },
    );
  }

  #jump() {
    if (!this.jump.value) return;
    const at = new Date(this.jump.value).toISOString();
    const { container, engine } = this.about;
    if (
      this.lines.goTo(at) &&
      at >= (this.lines.list.querySelector("[data-at]")?.getAttribute("data-at") ?? "")
    )
      return;
    if (!container || !this.#channel) return;
    this.lines.clear();
    this.lines.addNotice(this.#sinceText(at));
    this.#goesTo = at;
    this.#cursor = "";
    void this.#channel
      .request("follow", { engine, id: container.id, tail: LINES_AT_MOST, since: at })
      .catch(() => undefined);
  }
}

/** @param {number} count */
function matchesText(count) {
  return ngettext("%(count)s match", "%(count)s matches", count);
}

/** @param {string} engineMessage */
function refusedText(engineMessage) {
  return [
    gettext("The engine refused to return this log."),
    gettext("Message from the engine:"),
    engineMessage,
  ].join(" ");
}

/**
 * @param {string} word
 * @param {(on: boolean) => void} act
 */
function toggle(word, act) {
  const button = element("button", { type: "button", "aria-pressed": "false" }, word);
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    act(on);
  });
  return button;
}
