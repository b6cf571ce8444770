/** Form parts with several inputs: restart policy and health check. */

/** @import { Create, Health } from "../../../types/images.d.ts" */
/** @import { Part } from "../../../types/create.d.ts" */
import { element } from "../ui/dom.js";
import { choice, exampleText, Field, textInput } from "../ui/field.js";
import { gettext } from "../core/i18n.js";
import { idOf } from "./form_parts.js";
import { numberOr } from "./pure/form_values.js";

/** Return the part for the restart policy. `on-failure` has a maximum of retries. @returns {Part} */
export function restartPart() {
  const input = choice(idOf("restart"), [
    { value: "no", text: gettext("no: never restart") },
    { value: "on-failure", text: gettext("on-failure: restart after an exit code other than 0") },
    { value: "always", text: gettext("always: restart after every exit, and when the engine starts") },
    { value: "unless-stopped", text: gettext("unless-stopped: like always, but not after a stop") },
  ]);
  const tries = textInput(`${idOf("restart")}-tries`, {
    inputmode: "numeric",
    placeholder: gettext("unlimited"),
  });
  const field = new Field(gettext("Restart policy"), input);
  const most = new Field(gettext("Maximum retries"), tries);
  const write = () => {
    most.element.hidden = input.value !== "on-failure";
  };
  input.addEventListener("change", write);
  write();
  return {
    names: ["restart"],
    element: element("div", { class: "pair" }, field.element, most.element),
    read() {
      if (input.value === "no") return {};
      return {
        restart: input.value === "on-failure" && most.value ? `on-failure:${most.value}` : input.value,
      };
    },
    write({ restart }) {
      const [policy = "no", count = ""] = (restart ?? "no").split(":");
      input.value = policy;
      most.value = count;
      write();
    },
    fail: (why) => field.fail(why),
    focus: () => input.focus(),
  };
}

/** @returns {Part} */
export function healthPart() {
  const command = new Field(
    gettext("Health check command"),
    textInput(idOf("health"), {
      class: "mono",
      placeholder: exampleText("wget -qO- http://localhost/ || exit 1"),
    }),
    gettext("Runs in the container with /bin/sh -c. Exit code 0 means healthy. Times are in seconds."),
  );
  const numbers = healthNumbers().map(({ name, label, placeholder }) => ({
    name,
    field: new Field(
      label,
      textInput(`${idOf("health")}-${name}`, {
        inputmode: "decimal",
        placeholder: gettext("default %(value)s", { value: placeholder }),
      }),
    ),
  }));
  const four = element("div", { class: "four" }, ...numbers.map(({ field }) => field.element));
  return {
    names: ["health"],
    element: element("div", { class: "stack" }, command.element, four),
    read() {
      if (!command.value) return {};
      const given = numbers.filter(({ field }) => field.value);
      const values = given.map(({ name, field }) => [name, numberOr(field.value)]);
      return { health: { command: command.value, ...Object.fromEntries(values) } };
    },
    write({ health }) {
      command.value = health?.command ?? "";
      for (const { name, field } of numbers) field.value = String(health?.[name] ?? "");
    },
    fail: (why) => command.fail(why),
    focus: () => command.input.focus(),
  };
}

/** @returns {{name: Exclude<keyof Health, "command">, label: string, placeholder: string}[]} */
function healthNumbers() {
  return [
    { name: "interval", label: gettext("Interval"), placeholder: "30" },
    { name: "timeout", label: gettext("Timeout"), placeholder: "30" },
    { name: "retries", label: gettext("Retries"), placeholder: "3" },
    { name: "startPeriod", label: gettext("Start period"), placeholder: "0" },
  ];
}
