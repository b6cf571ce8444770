/** Fills the form from a pasted `docker run` command and lists the flags that the form does not support. */

/** @import { Create } from "../../../types/images.d.ts" */
import { element } from "../ui/dom.js";
import { Field } from "../ui/field.js";
import { visible } from "../core/pure/format.js";
import { api, ask, toProblem } from "../core/http.js";
import { gettext } from "../core/i18n.js";

const LINE = /^\s*(?:\$\s*)?(?:sudo\s+)?docker\s+(?:container\s+)?(?:run|create)\s/;

/**
 * Whether pasted text is a docker command and not an image name.
 * @param {string} text
 */
export function isDockerLine(text) {
  return LINE.test(text);
}

/** A folded field for the command. `onCreate` is called with the parsed values. */
export class RunLinePaste {
  /** @param {(create: Partial<Create>) => void} onCreate */
  constructor(onCreate) {
    this.onCreate = onCreate;
    const area = element("textarea", {
      id: "create-paste",
      rows: 3,
      spellcheck: "false",
      autocomplete: "off",
    });
    area.placeholder = "docker run -d --name web -p 8080:80 nginx";
    this.field = new Field(gettext("docker run or docker create command"), area);
    this.result = element("div", { class: "beware", role: "status" });
    const button = element("button", { type: "button" }, gettext("Fill in the form"));
    button.addEventListener("click", () => void this.take(area.value));
    area.addEventListener("input", (event) => event.stopPropagation());
    area.addEventListener("paste", () =>
      setTimeout(() => isDockerLine(area.value) && void this.take(area.value)),
    );
    this.element = element(
      "details",
      { class: "paste" },
      element("summary", {}, gettext("Paste a docker run command")),
      this.field.element,
      element("div", { class: "buttons" }, button),
      this.result,
    );
  }

  /** @param {string} line */
  async take(line) {
    this.element.open = true;
    this.field.value = line;
    this.field.fail("");
    this.result.replaceChildren();
    try {
      const { create, unsupported } = await ask("POST", api("create", "parse"), {
        body: { line },
        isSafe: true,
      });
      this.onCreate(create);
      this.#writeUnsupported(unsupported);
    } catch (error) {
      this.field.fail(toProblem(error).detail);
    }
  }

  /** @param {{flag: string, text: string}[]} unsupported */
  #writeUnsupported(unsupported) {
    if (!unsupported.length) {
      this.element.open = false;
      return;
    }
    const items = unsupported.map(({ flag, text }) =>
      element("li", {}, element("code", {}, visible(flag)), " ", visible(text)),
    );
    this.result.replaceChildren(
      element("p", {}, gettext("Not included in the form:")),
      element("ul", {}, ...items),
    );
  }
}
