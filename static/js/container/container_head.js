/** Header of the container page: name, state and its age, image, id, health, restarts, exit code, theme button. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { About } from "../../../types/container_page.d.ts" */
import { byId, element, setAttributes, setText } from "../ui/dom.js";
import { imageName, visible } from "../core/pure/format.js";
import { gettext, ngettext } from "../core/i18n.js";
import { roomText } from "../core/lifecycle.js";
import { ThemeButton } from "../ui/page_controls.js";
import { pressShortcut } from "../ui/shortcuts.js";
import { stateSince } from "../map/scene.js";

/** View of the current container. */
export class ContainerHead {
  /** @type {(() => unknown)[]} */
  #ends = [];

  /**
   * @param {Page} page
   * @param {About} about
   */
  constructor(page, about) {
    this.page = page;
    this.about = about;
    this.name = byId("name", HTMLElement);
    this.state = byId("state", HTMLElement);
    this.sum = byId("sum", HTMLElement);
    this.theme = new ThemeButton(page.settings);
    this.word = element("span");
    this.state.replaceChildren(element("i", { class: "shape" }), this.word);
  }

  connect() {
    const write = () => this.write();
    const leave = new AbortController();
    document.addEventListener("keydown", press, { signal: leave.signal });
    this.theme.connect();
    this.#ends = [
      this.about.onChange(write),
      this.page.clock.onTick(write),
      () => leave.abort(),
      () => this.theme.disconnect(),
    ];
    write();
  }

  disconnect() {
    for (const end of this.#ends.splice(0)) end();
  }

  write() {
    const { format, clock, lifecycle } = this.page;
    const container = this.about.container ?? this.about.last;
    this.state.hidden = !container;
    if (!container) return;
    const isGone = !this.about.container;
    document.title = `${visible(container.name)} – Dockcycle`;
    setText(this.name, visible(container.name));
    setAttributes(this.state, { "data-state": isGone ? "removed" : container.room });
    const since = stateSince(container);
    const age = since ? ` · ${format.age(clock.now() - Date.parse(since))}` : "";
    setText(
      this.word,
      isGone ? roomText(lifecycle, "removed") : `${roomText(lifecycle, container.room)}${age}`,
    );
    setText(this.sum, factsOf(container).join(" · "));
  }
}

/**
 * Press the button with this shortcut, unless an input, a terminal or a dialog receives the key.
 * @param {KeyboardEvent} event
 */
function press(event) {
  const isTyping = event.target instanceof Element && event.target.closest("input, textarea, .xterm, dialog");
  if (!isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) pressShortcut(event.key);
}

/** @param {import("../../../types/wire.d.ts").Container} container */
function factsOf({ image, id, health, restarts, exitCode }) {
  const words = {
    healthy: gettext("healthy"),
    unhealthy: gettext("unhealthy"),
    starting: gettext("health: starting"),
  };
  return [
    ...(image ? [imageName(image)] : []),
    id.slice(0, 12),
    ...(health ? [words[health]] : []),
    ...(restarts ? [ngettext("%(count)s restart", "%(count)s restarts", restarts)] : []),
    ...(exitCode === null ? [] : [gettext("exit code %(code)s", { code: exitCode })]),
  ];
}
