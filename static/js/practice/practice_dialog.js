/** Dialog to reset a practice engine: an empty board, the small fleet or a busy one. */

/** @import { Page } from "../../../types/view.d.ts" */
import { ask, api } from "../core/http.js";
import { gettext, ngettext } from "../core/i18n.js";
import { visible } from "../core/pure/format.js";
import { DialogForm } from "../ui/dialogs/dialog_form.js";
import { element, setText } from "../ui/dom.js";
import { loadStyle } from "../ui/stylesheets.js";

/** @type {{fleet: string, title: () => string, text: () => string}[]} */
const FLEETS = [
  {
    fleet: "empty",
    title: () => gettext("Empty board"),
    text: () => gettext("No containers and no images. Pull, create and start everything yourself."),
  },
  {
    fleet: "small",
    title: () => gettext("Small fleet"),
    text: () => gettext("About 20 containers in all states. Some of them change every few seconds."),
  },
  {
    fleet: "busy",
    title: () => gettext("Busy fleet"),
    text: () => gettext("60 containers in three projects. Some of them change every few seconds."),
  },
];

/**
 * Open the dialog for the practice engine of the page.
 * @param {Page} page
 */
export async function openPractice(page) {
  const engines = page.store.state.engines.filter(({ practice }) => practice).map(({ name }) => name);
  const [engine] = engines;
  if (!engine) return;
  await loadStyle("practice.css");
  const reset = new PracticeForm(engines);
  void reset.countViewers();
  await reset.form.open({ title: gettext("Practice"), kind: "practice", focus: reset.first });
}

class PracticeForm {
  /** @param {string[]} engines the names of the practice engines */
  constructor(engines) {
    this.engine = element("select", { id: "practice-engine" });
    this.engine.append(...engines.map((name) => element("option", { value: name }, visible(name))));
    const choice = element(
      "p",
      {},
      element("label", { for: "practice-engine" }, gettext("Engine")),
      " ",
      this.engine,
    );
    choice.hidden = engines.length < 2;
    const options = FLEETS.map((one, at) => fleetOption(one, at === 0));
    this.first = /** @type {HTMLInputElement} */ (options[0]?.querySelector("input"));
    this.viewers = element("p", { class: "loss", role: "status", hidden: true });
    const lost = gettext(
      "The reset removes all containers, images and pulls of this practice engine and ends its consoles.",
    );
    this.form = new DialogForm({
      parts: [
        choice,
        element("fieldset", {}, element("legend", {}, gettext("Start again with")), ...options),
        element("p", {}, lost),
        this.viewers,
      ],
      submit: gettext("Reset practice"),
      look: "danger",
      send: () => this.#send(),
    });
  }

  /** Say whether other people use the practice engine, because everybody shares it. */
  async countViewers() {
    const { others } = await ask("GET", api("viewers")).catch(() => ({ others: 0 }));
    this.viewers.hidden = !others;
    const text = ngettext(
      "%(count)s other viewer is connected and uses the same practice engine.",
      "%(count)s other viewers are connected and use the same practice engine.",
      others,
    );
    setText(this.viewers, others ? text : "");
  }

  async #send() {
    const fleet = new FormData(this.form.element).get("fleet");
    await ask("POST", api("practice", this.engine.value, "reset"), { body: { fleet } });
    this.form.close();
  }
}

/**
 * @param {(typeof FLEETS)[number]} one
 * @param {boolean} isChecked
 */
function fleetOption({ fleet, title, text }, isChecked) {
  const input = element("input", { type: "radio", name: "fleet", value: fleet, checked: isChecked });
  return element(
    "label",
    { class: "fleet" },
    input,
    element("span", {}, element("b", {}, title()), " ", element("small", {}, text())),
  );
}
