/** The tab Console of a container's page. */

/** @import { Desk, MainProcess } from "../../../types/console.d.ts" */
/** @import { Page } from "../../../types/view.d.ts" */
import { joinArguments } from "../create/arguments.js";
import { api, ask } from "../http.js";
import { keyOf } from "../store.js";
import { Consoles } from "./consoles.js";
import { Preferences } from "./preferences.js";
import { Wire } from "./wire.js";

/**
 * Return the view of the consoles of one container. Nothing is asked of the server before `connect`.
 * @param {Page} page
 * @param {{engine: string, id: string, name: string}} about whose page it is; it may change while the page stands
 */
export function create(page, about) {
  /** @type {(() => unknown)[]} */
  let ends = [];
  const wire = new Wire({ onBack: () => void consoles.back(), onLost: () => consoles.lost() });
  const consoles = new Consoles(deskOf(page, about, wire));
  return {
    element: consoles.element,
    connect() {
      const write = () => consoles.write();
      ends = [page.store.subscribe(write), page.clock.onTick(write)];
      void consoles.connect();
    },
    /** It is seen again. */
    shown: () => consoles.shown(),
    disconnect() {
      for (const end of ends.splice(0)) end();
      consoles.disconnect();
    },
  };
}

/**
 * @param {Page} page
 * @param {{engine: string, id: string, name: string}} about
 * @param {Wire} wire
 * @returns {Desk}
 */
function deskOf(page, about, wire) {
  return {
    page,
    wire,
    preferences: new Preferences(),
    engine: about.engine,
    get id() {
      return about.id;
    },
    get name() {
      return this.container?.name ?? about.name;
    },
    get container() {
      return page.store.state.containers.get(keyOf(about)) ?? null;
    },
    main: () => mainProcess(about),
    speak(text) {
      const said = document.getElementById("said");
      if (said && text) said.textContent = text;
    },
  };
}

/**
 * Ask what the main process is, as it was created.
 * @param {{engine: string, id: string}} about
 * @returns {Promise<MainProcess>}
 */
async function mainProcess({ engine, id }) {
  try {
    const { inspect } = await ask("GET", api("containers", engine, id, "inspect"));
    const { Path, Args, Config } = inspect;
    return { tty: Config.Tty, openStdin: Config.OpenStdin, command: joinArguments([Path, ...Args]) };
  } catch {
    return { tty: null, openStdin: null, command: "" };
  }
}
