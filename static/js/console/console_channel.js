/** Client of the `/console` namespace: sends requests and passes each event to the listener of its console. */

/** @import { ConsoleListener, Opening, Size } from "../../../types/console.d.ts" */
/** @import { ConsoleAbout } from "../../../types/wire.d.ts" */
/** @import { Channel } from "../core/sockets.js" */
import { Failure } from "../core/http.js";
import { gettext } from "../core/i18n.js";
import { connectChannel } from "../core/sockets.js";

/** @typedef {{console: string, about: ConsoleAbout, replay?: ArrayBuffer}} Begun */
/** @typedef {(answer: Begun) => ConsoleListener} Start */
/** @typedef {(listener: ConsoleListener) => void} Delivery */

export class ConsoleChannel {
  /** @type {Channel | null} */
  #channel = null;
  /** @type {Map<string, ConsoleListener>} */
  #listeners = new Map();
  /** Events that arrived before the answer with the id of their console. @type {Map<string, Delivery[]>} */
  #early = new Map();
  #beginning = 0;

  /** @param {{onBack: () => void, onLost: () => void}} link */
  constructor(link) {
    this.link = link;
  }

  connect() {
    const on = {
      /** @param {string} id @param {ArrayBuffer} data */
      output: (id, data) => this.#take(id, (listener) => listener.output(new Uint8Array(data))),
      /** @param {string} id @param {ArrayBuffer} data */
      replay: (id, data) => this.#take(id, (listener) => listener.replay(new Uint8Array(data))),
      /** @param {string} id @param {import("../../../types/wire.d.ts").ConsoleExit} exit */
      exit: (id, exit) => this.#take(id, (listener) => listener.exit(exit)),
      /** @param {string} id @param {ConsoleAbout} about */
      about: (id, about) => this.#take(id, (listener) => listener.about(about)),
    };
    this.#channel = connectChannel("/console", { on, onBack: this.link.onBack, onLost: () => this.#lost() });
  }

  disconnect() {
    this.#channel?.close();
    this.#channel = null;
    this.#listeners.clear();
  }

  get isUp() {
    return Boolean(this.#channel?.connected);
  }

  /**
   * Open a console. The request has no timeout, because the console would exist without a viewer. `start` is called
   * with the answer, before any event of the console. `open` and all other requests of this class raise Failure.
   * @param {{engine: string, id: string} & Opening & Size} opening
   * @param {Start} start
   */
  open(opening, start) {
    return this.#begin(() => answered(this.#channel?.deliver("open", opening)), start);
  }

  /** @param {string} id @param {Start} start */
  join(id, start) {
    return this.#begin(() => this.#ask("join", { console: id }), start);
  }

  /** @param {{engine: string, id: string}} of @returns {Promise<ConsoleAbout[]>} */
  async list(of) {
    return (await this.#ask("list", of)).consoles;
  }

  /** @param {string} id */
  leave(id) {
    this.#listeners.delete(id);
    this.#channel?.send("leave", { console: id });
  }

  /**
   * Send input. Returns when the engine has accepted it; there is no timeout.
   * @param {string} id
   * @param {Uint8Array} bytes
   */
  input(id, bytes) {
    return answered(this.#channel?.deliver("input", id, bytes));
  }

  /** @param {string} id @param {Size} size */
  resize(id, { cols, rows }) {
    return this.#ask("resize", { console: id, cols, rows });
  }

  /** @param {string} id @param {number} bytes */
  received(id, bytes) {
    this.#channel?.send("received", { console: id, bytes });
  }

  /** @param {string} id */
  detach(id) {
    return this.#ask("detach", { console: id });
  }

  /** @param {string} id */
  close(id) {
    return this.#ask("close", { console: id });
  }

  /** @param {string} event @param {object} body */
  #ask(event, body) {
    return answered(this.#channel?.request(event, body));
  }

  /** @param {() => Promise<Begun>} ask @param {Start} start */
  async #begin(ask, start) {
    this.#beginning += 1;
    try {
      const answer = await ask();
      const id = answer.about.console;
      const listener = start(answer);
      this.#listeners.set(id, listener);
      for (const deliver of this.#early.get(id) ?? []) deliver(listener);
    } finally {
      this.#beginning -= 1;
      if (!this.#beginning) this.#early.clear();
    }
  }

  /** @param {string} id @param {Delivery} deliver */
  #take(id, deliver) {
    const listener = this.#listeners.get(id);
    if (listener) deliver(listener);
    else if (this.#beginning) this.#early.set(id, [...(this.#early.get(id) ?? []), deliver]);
  }

  #lost() {
    this.#listeners.clear();
    this.#early.clear();
    this.link.onLost();
  }
}

/**
 * Return a successful answer. Raises Failure for an error and for a missing answer.
 * @param {Promise<any> | undefined} asked
 */
async function answered(asked) {
  const answer = await (asked ?? Promise.reject(new Error("not sent"))).catch(
    (/** @type {Error} */ error) => {
      throw new Failure({ status: 0, ...unanswered(error.message) });
    },
  );
  if (answer?.ok) return answer;
  throw new Failure(
    answer ?? { status: 0, code: "internal_error", detail: gettext("The server sent an empty answer.") },
  );
}

/** @param {string} why */
function unanswered(why) {
  if (why.includes("timed out"))
    return {
      code: "unknown_outcome",
      detail: gettext(
        "The server did not answer in time. The result is unknown. Check the board before you try again.",
      ),
    };
  return {
    code: "no_server",
    detail: gettext("The Dockcycle server is not responding. Check that Dockcycle is running."),
  };
}
