/** Shows the container that already uses a name, with buttons to rename or remove it. */

/** @import { Page } from "../../../types/view.d.ts" */
/** @import { User } from "../../../types/images.d.ts" */
import { guard, isBarred } from "../core/access.js";
import { DockerLine } from "../ui/docker_line_view.js";
import { element } from "../ui/dom.js";
import { Field, textInput } from "../ui/field.js";
import { visible } from "../core/format.js";
import { api, ask, toProblem } from "../core/http.js";
import { gettext } from "../core/i18n.js";
import { isUp } from "../core/lifecycle.js";
import { containerLink, troublePlace, troubleText } from "../ui/error_view.js";

/** @typedef {User & {engine: string}} Holder */

/** Offers the commands for the holder of the name. `onFree` is called when one of them has succeeded. */
export class HolderView {
  /**
   * @param {Page} page
   * @param {Holder} holder
   * @param {(text: string, docker: string) => void} onFree
   */
  constructor(page, holder, onFree) {
    this.page = page;
    this.holder = holder;
    this.onFree = onFree;
    this.trouble = troublePlace();
    this.ask = element("div", { class: "stack" });
    const known = page.store.state.containers.get(`${holder.engine}/${holder.id}`);
    const who = element("p", {}, containerLink(holder.engine, known ?? holder), ` · ${holder.state}`);
    this.element = element("div", { class: "stack" }, who, this.#buttons(), this.ask, this.trouble);
  }

  #buttons() {
    const rename = element("button", { type: "button" }, gettext("Rename that container…"));
    const remove = element("button", { type: "button" }, gettext("Remove that container…"));
    guard(this.page, rename, "rename");
    guard(this.page, remove, this.#needsForce() ? "force-remove" : "remove");
    rename.addEventListener("click", () => isBarred(rename) || this.#askName());
    remove.addEventListener("click", () => isBarred(remove) || this.#askRemove());
    return element("div", { class: "choices" }, rename, remove);
  }

  #needsForce() {
    return isUp(this.page.lifecycle, this.holder.state);
  }

  #askName() {
    const { name } = this.holder;
    const field = new Field(gettext("New name"), textInput("holder-name", { class: "mono" }));
    field.value = `${name}-old`;
    const line = new DockerLine();
    const write = () => line.write(`docker rename ${name} ${field.value}`);
    field.input.addEventListener("input", (event) => {
      event.stopPropagation();
      write();
    });
    const button = element("button", { type: "button", class: "primary" }, gettext("Rename"));
    button.addEventListener("click", () => {
      const text = gettext("%(name)s was renamed to %(other)s. The name is free.", {
        name: visible(name),
        other: visible(field.value),
      });
      void this.#do("rename", { name: field.value }, text);
    });
    field.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      button.click();
    });
    write();
    this.#show(field.element, line.element, button);
    field.input.focus();
    field.input.select();
  }

  #askRemove() {
    const { name, state } = this.holder;
    const force = this.#needsForce();
    const facts = { name: visible(name), state };
    const lost = force
      ? gettext(
          "%(name)s is %(state)s. The engine kills it first. Unsaved work, logs and all files outside volumes are lost.",
          facts,
        )
      : gettext("%(name)s is %(state)s. Its logs and all files outside volumes are deleted.", facts);
    const button = element("button", { type: "button", class: "danger" }, gettext("Remove %(name)s", facts));
    const text = gettext("%(name)s was removed. The name is free.", facts);
    button.addEventListener("click", () => void this.#do("remove", force ? { force } : {}, text));
    const line = new DockerLine(`docker rm ${force ? "-f " : ""}${name}`);
    this.#show(element("p", {}, lost), line.element, button);
    button.focus();
  }

  /** @param {...HTMLElement} children */
  #show(...children) {
    this.trouble.replaceChildren();
    this.ask.replaceChildren(...children);
  }

  /**
   * @param {string} command
   * @param {object} options
   * @param {string} text shown when the command has succeeded
   */
  async #do(command, options, text) {
    const { engine, id, name } = this.holder;
    this.#wait(true);
    try {
      const body = { ...options, seen: name };
      const { docker } = await ask("POST", api("containers", engine, id, command), { body });
      this.onFree(text, docker);
    } catch (error) {
      this.trouble.replaceChildren(...troubleText(toProblem(error)));
    } finally {
      this.#wait(false);
    }
  }

  /** @param {boolean} is */
  #wait(is) {
    for (const button of this.ask.querySelectorAll("button")) button.disabled = is;
  }
}
