/** Form part for an argument list: one line of input, and below it the arguments that the line is split into. */

/** @import { Part } from "../../../types/create.d.ts" */
import { element } from "../ui/dom.js";
import { exampleText, Field, textInput } from "../ui/field.js";
import { visible } from "../core/pure/format.js";
import { gettext } from "../core/i18n.js";
import { idOf } from "./form_parts.js";
import { joinWords } from "../core/pure/docker_line.js";
import { splitArguments } from "./pure/argument_list.js";

/**
 * @param {{name: "command" | "entrypoint", label: string, hint?: string, example?: string}} words
 * @returns {Part}
 */
export function argumentsPart({ name, label, hint, example }) {
  const input = textInput(idOf(name), { class: "mono", placeholder: example && exampleText(example) });
  const field = new Field(label, input, hint);
  const list = element("ol", { class: "arguments", "aria-label": gettext("Arguments") });
  input.after(list);
  const write = () => {
    const { args, open } = splitArguments(input.value);
    list.replaceChildren(...args.map((arg) => element("li", {}, arg ? visible(arg) : gettext("(empty)"))));
    field.fail(open ? gettext("The quotation mark %(quote)s is not closed.", { quote: open }) : "");
  };
  input.addEventListener("input", write);
  return {
    names: [name],
    element: field.element,
    read() {
      const { args } = splitArguments(input.value);
      return args.length ? { [name]: args } : {};
    },
    write(create) {
      field.value = joinWords(create[name] ?? []);
      write();
    },
    fail: (why) => field.fail(why),
    focus: () => input.focus(),
  };
}
