/** The Console tab of the container page. */

/** @import { Desk, MainProcess } from "../../../types/console.d.ts" */
/** @import { About, Tab } from "../../../types/container_page.d.ts" */
/** @import { Page } from "../../../types/view.d.ts" */
import { joinWords } from "../core/pure/docker_line.js";
import { api, ask } from "../core/http.js";
import { Consoles } from "./console_list.js";
import { Preferences } from "./terminal/preferences.js";
import { ConsoleChannel } from "./console_channel.js";

/**
 * Return the tab. After the first `connect` the consoles stay connected while other tabs are shown, because the server
 * ends a console without viewers.
 * @param {Page} page
 * @param {About} about
 * @returns {Tab}
 */
export function create(page, about) {
  const channel = new ConsoleChannel({ onBack: () => void consoles.back(), onLost: () => consoles.lost() });
  const consoles = new Consoles(deskOf(page, about, channel));
  about.onChange(() => consoles.write());
  page.clock.onTick(() => consoles.write());
  return {
    element: consoles.element,
    connect: (wish) => void consoles.connect(wish),
    disconnect() {},
  };
}

/**
 * @param {Page} page
 * @param {About} about
 * @param {ConsoleChannel} channel
 * @returns {Desk}
 */
function deskOf(page, about, channel) {
  return {
    page,
    channel,
    preferences: new Preferences(),
    engine: about.engine,
    get id() {
      return (about.container ?? about.last)?.id ?? about.asked;
    },
    get name() {
      return (about.container ?? about.last)?.name ?? about.asked;
    },
    get container() {
      return about.container;
    },
    main() {
      return mainProcess(about.engine, this.id);
    },
    speak(text) {
      const region = document.getElementById("announcements");
      if (region && text) region.textContent = text;
    },
  };
}

/**
 * Read the command, terminal and stdin settings of the main process from inspect.
 * @param {string} engine
 * @param {string} id
 * @returns {Promise<MainProcess>}
 */
async function mainProcess(engine, id) {
  try {
    const { inspect } = await ask("GET", api("containers", engine, id, "inspect"));
    const { Path, Args, Config } = inspect;
    // With `docker run -i` (StdinOnce) the engine closes stdin when a client that was attached to stdin detaches.
    const openStdin = Config.OpenStdin && (Config.Tty || !Config.StdinOnce);
    return { tty: Config.Tty, openStdin, command: joinWords([Path, ...Args]) };
  } catch {
    return { tty: null, openStdin: null, command: "" };
  }
}
