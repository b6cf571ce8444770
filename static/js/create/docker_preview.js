/** The docker lines of what the form says, written by the server while one types, and what to beware of. */

/** @import { Create, Problem } from "../../../types/images.d.ts" */
/** @import { Danger } from "../../../types/wire.d.ts" */
import { DockerLine } from "../ui/docker_line_view.js";
import { element } from "../ui/dom.js";
import { visible } from "../core/format.js";
import { api, ask, toProblem } from "../core/http.js";

const AFTER_MS = 150;

/** Asks for both lines a moment after the last key; only the last answer counts. */
export class DockerPreview {
  #timer = 0;
  #asked = 0;

  /**
   * @param {() => Partial<Create> & {engine: string}} read
   * @param {(problem: Problem | null) => void} onAnswer what is wrong with the form, null if nothing is
   */
  constructor(read, onAnswer) {
    this.read = read;
    this.onAnswer = onAnswer;
    this.create = new DockerLine();
    this.run = new DockerLine();
    this.dangers = element("div", { class: "beware", role: "status" });
  }

  /** The form says something else now. */
  soon() {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#ask(), AFTER_MS);
  }

  end() {
    window.clearTimeout(this.#timer);
    this.#asked += 1;
  }

  async #ask() {
    const asked = (this.#asked += 1);
    const isOld = () => asked !== this.#asked;
    const body = this.read();
    if (!body.image) return this.#write("", "", []);
    try {
      const line = (/** @type {boolean} */ start) =>
        ask("POST", api("create", "line"), { body: { ...body, start } });
      const [create, run] = await Promise.all([line(false), line(true)]);
      if (isOld()) return;
      this.#write(create.docker, run.docker, create.dangers);
      this.onAnswer(null);
    } catch (error) {
      if (isOld()) return;
      this.#write("", "", []);
      this.onAnswer(toProblem(error));
    }
  }

  /** @param {string} create @param {string} run @param {Danger[]} dangers */
  #write(create, run, dangers) {
    this.create.write(create);
    this.run.write(run);
    const written = dangers.map(({ text }) => visible(text)).join("\n");
    if (written === this.dangers.dataset["written"]) return;
    this.dangers.dataset["written"] = written;
    this.dangers.replaceChildren(...dangers.map(({ text }) => element("p", {}, visible(text))));
  }
}
