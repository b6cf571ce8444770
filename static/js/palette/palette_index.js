/** Collects what the command palette finds: containers, possible commands, pages, dialogs and settings. */

/** @import { Container } from "../../../types/wire.d.ts" */
/** @import { Page } from "../../../types/view.d.ts" */
/** @import { PaletteHit, PaletteIndex, Place, Verb } from "../../../types/palette.d.ts" */
import { barrier } from "../commands/command_words.js";
import { answerFor, wordOf } from "../commands/pure/offers.js";
import { gettext } from "../core/i18n.js";
import { problemOf } from "../core/pure/problems.js";
import { isBarred } from "../ui/guard.js";

const byName = new Intl.Collator("en", { numeric: true }).compare;
/** Containers that need attention, shown before anything is typed. */
const PROBLEMS_AT_MOST = 4;
/** Commands that change nothing, possible in every state. */
const READING = new Set(["logs", "open"]);

/**
 * Return the index for the current containers of the page.
 * @param {Page} page
 * @returns {PaletteIndex}
 */
export function paletteIndex(page) {
  const verbs = [
    { name: "open", word: "open" },
    { name: "logs", word: "logs" },
    ...page.lifecycle.commands
      .filter(({ allowed }) => allowed)
      .map((row) => ({ name: row.name, word: wordOf(row) })),
  ];
  return {
    containers: [...page.store.state.containers.values()].sort((a, b) => byName(a.name, b.name)),
    verbs,
    places: [...pages(page), ...buttons()],
    isLegal: legality(page),
  };
}

/**
 * Return what the palette shows before anything is typed: containers that need attention, then all places.
 * @param {Page} page
 * @param {PaletteIndex} index
 * @returns {PaletteHit[]}
 */
export function firstHits({ clock }, { containers, places }) {
  const now = clock.now();
  const problems = containers.filter((container) => problemOf(container, now) !== null);
  return [
    ...problems
      .slice(0, PROBLEMS_AT_MOST)
      .map(
        (container) => /** @type {PaletteHit} */ ({ kind: "container", container, score: 0, positions: [] }),
      ),
    ...places.map((place) => /** @type {PaletteHit} */ ({ kind: "place", place, score: 0, positions: [] })),
  ];
}

/**
 * Return a function that returns whether a command is possible for a container. It asks the lifecycle table once for
 * each command, state and engine, because it is called for every container after each key.
 * @param {Page} page
 */
function legality(page) {
  /** @type {Map<string, boolean>} */
  const known = new Map();
  return (/** @type {Verb} */ { name }, /** @type {Container} */ container) => {
    if (READING.has(name)) return true;
    const key = `${name} ${container.state} ${container.engine}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const isLegal = !barrier(page, [container]) && answerFor(page, name, container)?.verdict === "done";
    known.set(key, isLegal);
    return isLegal;
  };
}

/** @param {Page} page @returns {Place[]} */
function pages({ store }) {
  const kind = gettext("page");
  const to = (/** @type {string} */ path) => () => location.assign(path);
  const projects = new Set([...store.state.containers.values()].flatMap(({ project }) => project ?? []));
  return [
    { label: gettext("Board"), kind, key: "", run: to("/") },
    { label: gettext("Images"), kind, key: "", run: to("/images") },
    { label: gettext("Wall"), kind, key: "", run: to("/wall") },
    ...[...projects].sort().map((name) => ({
      label: gettext("Show only project %(name)s", { name }),
      kind,
      key: "",
      run: to(`/?${new URLSearchParams({ project: name })}`),
    })),
  ];
}

/** @type {Record<string, () => string>} */
const LABELS = {
  create: () => gettext("Create a container…"),
  pull: () => gettext("Pull an image…"),
  group: () => gettext("Group by project"),
  gauge: () => gettext("Show CPU and memory on the cards"),
  theme: () => gettext("Change the theme"),
  practice: () => gettext("Reset the practice engine…"),
  help: () => gettext("Help and keyboard shortcuts"),
};

/** Buttons that are entries of the palette: those with a key, and the one for practice. */
const BUTTONS = "button[aria-keyshortcuts]:enabled, [data-practice] button[data-open='practice']";

/** @returns {Place[]} */
function buttons() {
  return [...document.querySelectorAll(BUTTONS)].flatMap((button) =>
    button instanceof HTMLButtonElement && !isBarred(button) ? placeOf(button) : [],
  );
}

/** Return the entry of a button, named by its label or its text without the key. @param {HTMLButtonElement} button */
function placeOf(button) {
  const name = button.dataset["command"] ?? button.dataset["open"] ?? button.id;
  const text = [...button.childNodes]
    .filter((node) => node.nodeName !== "KBD")
    .map((node) => node.textContent);
  const label =
    LABELS[name]?.() ?? (button.getAttribute("aria-label") || button.title || text.join("").trim());
  const kind = button.ariaHasPopup === "dialog" ? gettext("dialog") : gettext("setting");
  const key = button.getAttribute("aria-keyshortcuts") ?? "";
  return label ? [{ label, kind, key, run: () => button.click() }] : [];
}
