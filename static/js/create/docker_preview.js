/** Preview of the docker commands for the form, written by the server, with the warnings about host access. */

/** @import { Create, Problem } from "../../../types/images.d.ts" */
/** @import { Danger } from "../../../types/wire.d.ts" */
import { DockerLine } from "../ui/docker_line_view.js";
import { element } from "../ui/dom.js";
import { visible } from "../core/pure/format.js";
import { api, ask, toProblem } from "../core/http.js";

const AFTER_MS = 150;

/** Requests both commands shortly after the last input. Only the newest answer is used. */
export class DockerPreview {
  #timer = 0;
  #asked = 0;

  /**
   * @param {() => Partial<Create> & {engine: string}} read
   * @param {(problem: Problem | null) => void} onAnswer problem of the form, null if it is valid
   */
  constructor(read, onAnswer) {
    this.read = read;
    this.onAnswer = onAnswer;
    this.create = new DockerLine();
    this.run = new DockerLine();
    this.dangers = element("div", { class: "beware", role: "status" });
  }

  /** Request the commands again after a short delay. */
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
        ask("POST", api("create", "line"), { body: { ...body, start }, isSafe: true });
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
