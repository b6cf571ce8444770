/** Values that a new container takes from the container it copies: masked values, and optionally Compose labels. */

/** @import { Create, Like } from "../../../types/images.d.ts" */
import { element } from "../ui/dom.js";
import { tick } from "../ui/field.js";
import { api, ask } from "../core/http.js";
import { gettext } from "../core/i18n.js";
import { revealed } from "./pure/form_values.js";

const PROJECT = "com.docker.compose.project";

/** Shows what is masked and what is left out. `source` is undefined if no container is copied. */
export class CopiedValues {
  /** @type {Like | undefined} */
  #like;
  #compose = tick("create-compose", gettext("Keep the Compose labels"));
  #show = element("button", { type: "button" }, gettext("Show masked values"));
  /** @type {{engine: string, id: string} | undefined} */
  source;

  /** @param {() => void} reveal called when the user selects Show masked values */
  constructor(reveal) {
    this.element = element("div", { class: "stack" });
    this.#show.addEventListener("click", reveal);
  }

  /** @param {{engine: string, id: string}} source @param {Like} like */
  write(source, like) {
    this.source = { engine: source.engine, id: source.id };
    this.#like = like;
    this.element.replaceChildren(...this.#hidden(like), ...this.#labels(like));
  }

  /**
   * Return the form values together with the source container and its Compose labels.
   * @param {Partial<Create>} create
   * @returns {Partial<Create> & {from?: {engine: string, id: string}}}
   */
  added(create) {
    if (!this.source || !this.#like) return create;
    const kept = this.#compose.input.checked ? this.#like.composeLabels : {};
    const labels = { ...kept, ...create.labels };
    return { ...create, from: this.source, ...(Object.keys(labels).length ? { labels } : {}) };
  }

  /**
   * Load the masked values and return the form values with them. Values that the user changed are kept.
   * @param {Partial<Create>} create
   * @param {AbortSignal} signal
   */
  async revealed(create, signal) {
    const { source } = this;
    if (!source || !this.#like) return create;
    const path = `${api("containers", source.engine, source.id, "create")}?reveal=true`;
    /** @type {Like} */
    const like = await ask("GET", path, { signal });
    const shown = revealed(create, this.#like.create, like.create);
    this.write(source, like);
    return shown;
  }

  /** @param {Like} like */
  #hidden({ hasHidden }) {
    if (!hasHidden) return [];
    const text = gettext(
      "Values shown as •••••• are masked. The new container gets the real values. The docker commands below do not show them.",
    );
    return [element("p", {}, text), element("div", { class: "buttons" }, this.#show)];
  }

  /** @param {Like} like */
  #labels({ composeLabels }) {
    if (!Object.keys(composeLabels).length) return [];
    const project = composeLabels[PROJECT] ?? "";
    const text = project
      ? gettext(
          "The Compose labels are left out. With them, Docker Compose treats the new container as part of its project %(project)s.",
          { project },
        )
      : gettext(
          "The Compose labels are left out. With them, Docker Compose treats the new container as its own.",
        );
    return [element("p", { class: "hint" }, text), this.#compose.element];
  }
}
