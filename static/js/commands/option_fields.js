/** Form fields for the options of a command, with descriptions and checks during input. */

/** @import { LifecycleOption } from "../../../types/wire.d.ts" */
/** @import { Page } from "../../../types/view.d.ts" */
/** @import { Offer, Values } from "../../../types/commands.d.ts" */
import { element, setText } from "../ui/dom.js";
import { containerNamed } from "../container/pure/find_container.js";
import { visible } from "../core/pure/format.js";
import { gettext } from "../core/i18n.js";
import { faultOf, SIGNALS, valueOf } from "./pure/option_rules.js";
import { faultText } from "./command_words.js";

/** @type {Record<string, () => string>} */
const LABELS = {
  timeout: () => gettext("Timeout in seconds"),
  signal: () => gettext("Signal"),
  name: () => gettext("New name"),
  volumes: () => gettext("Also remove anonymous volumes"),
};

/** One field for each option of an offer. `onChange` is called whenever a value changes. */
export class Fields {
  /**
   * @param {Page} page
   * @param {Offer} offer
   * @param {() => void} onChange
   */
  constructor(page, offer, onChange) {
    this.page = page;
    this.offer = offer;
    this.fields = offer.options.map((option) => this.#field(option, onChange));
  }

  get elements() {
    return this.fields.map(({ root }) => root);
  }

  /** Whether all values are valid and no required value is missing. */
  get isGood() {
    return this.fields.every(({ option, input }) => !this.#fault(option, input));
  }

  /** @returns {Values} */
  get values() {
    const given = this.fields.flatMap(({ option, input }) => {
      const value =
        input.type === "checkbox" ? input.checked || undefined : valueOf(option.kind, input.value.trim());
      return value === undefined ? [] : [/** @type {const} */ ([option.name, value])];
    });
    return Object.fromEntries(given);
  }

  /**
   * @param {LifecycleOption} option
   * @param {() => void} onChange
   */
  #field(option, onChange) {
    const ids = { text: `option-${option.name}-text`, fault: `option-${option.name}-fault` };
    const input = inputOf(option, this.offer.command);
    if (option.kind === "name") input.value = this.offer.applies[0]?.name ?? "";
    input.setAttribute("aria-describedby", `${ids.text} ${ids.fault}`);
    const fault = element("p", { id: ids.fault, class: "fault", "aria-live": "polite" });
    const text = element("p", { id: ids.text }, option.text);
    const label = element(
      "label",
      { "data-kind": option.kind },
      LABELS[option.name]?.() ?? option.name,
      input,
    );
    const flag = option.flag ? [element("code", { translate: "no" }, option.flag)] : [];
    label.prepend(...flag);
    const root = element("div", { class: "option" }, label, fault, text, ...signalList(option));
    const check = () => {
      const wrong = this.#fault(option, input);
      input.setAttribute("aria-invalid", String(Boolean(wrong)));
      setText(fault, wrong);
      onChange();
    };
    input.addEventListener("input", check);
    return { option, input, root };
  }

  /**
   * @param {LifecycleOption} option
   * @param {HTMLInputElement} input
   */
  #fault({ kind }, input) {
    const fault = faultOf(kind, input.value.trim());
    if (fault) return faultText(fault);
    return kind === "name" ? this.#taken(input.value.trim()) : "";
  }

  /** @param {string} wanted */
  #taken(wanted) {
    const [own] = this.offer.applies;
    const { containers } = this.page.store.state;
    const holder = own && containerNamed(containers.values(), own.engine, wanted);
    if (!holder) return "";
    if (holder.id === own.id) return gettext("The container already has this name.");
    const facts = { name: visible(wanted), id: holder.id.slice(0, 12), state: holder.state };
    return gettext(
      "The name %(name)s is already used by container %(id)s (%(state)s). Rename or remove that container, or choose another name.",
      facts,
    );
  }
}

/**
 * @param {LifecycleOption} option
 * @param {string} command
 * @returns {HTMLInputElement}
 */
function inputOf({ name, kind }, command) {
  if (kind === "switch") return element("input", { type: "checkbox", name });
  const common = { name, autocomplete: "off", spellcheck: "false", autocapitalize: "off" };
  if (kind === "seconds")
    return element("input", {
      ...common,
      inputmode: "numeric",
      maxlength: 5,
      placeholder: gettext("default"),
    });
  if (kind === "signal") {
    const placeholder = command === "kill" ? (SIGNALS[0] ?? "") : gettext("default");
    return element("input", { ...common, list: "signals", maxlength: 16, placeholder });
  }
  return element("input", { ...common, maxlength: 255 });
}

/** @param {LifecycleOption} option */
function signalList({ kind }) {
  if (kind !== "signal") return [];
  return [element("datalist", { id: "signals" }, ...SIGNALS.map((value) => element("option", { value })))];
}
