/** The only file that knows socket.io: the page's one connection, kept up for ever. */

import { io } from "../vendor/socket.io.esm.min.js";

/** @import { Pull } from "../../types/images.d.ts" */
/** @import { Snapshot, Change } from "../../types/wire.d.ts" */

/** Back-off while the server is away: at most so long, with jitter, so that fifty walls do not come back at once. */
const RECONNECT_AT_MOST_MS = 10_000;
const ANSWER_WITHIN_MS = 15_000;

/**
 * @typedef {object} BoardListener
 * @property {(snapshot: Snapshot) => void} onSnapshot
 * @property {(change: Change) => void} onChange
 * @property {(pull: Pull) => void} onPull
 * @property {() => void} onLost the page has no server
 * @property {() => void} onBack the connection stands again; a snapshot follows
 */

/**
 * Connect to `/board`. It never gives up, and tries at once when the tab wakes or the network returns.
 *
 * @param {BoardListener} listener
 */
export function connectBoard({ onSnapshot, onChange, onPull, onLost, onBack }) {
  const socket = io("/board", {
    transports: ["websocket"],
    query: languageOfPage(),
    reconnectionDelay: 500,
    reconnectionDelayMax: RECONNECT_AT_MOST_MS,
    randomizationFactor: 0.5,
  });
  socket.on("snapshot", onSnapshot);
  socket.on("change", onChange);
  socket.on("pull", onPull);
  socket.on("connect", onBack);
  socket.on("disconnect", (reason) => {
    onLost();
    // The server's own goodbye is not retried by socket.io; for us every end is one to come back from.
    if (reason === "io server disconnect") socket.connect();
  });
  const wake = () => wakeUp(socket);
  window.addEventListener("online", wake);
  document.addEventListener("visibilitychange", wake);

  return {
    /** @param {string} event @param {object} [body] @returns {Promise<unknown>} the acknowledgement */
    request: (event, body) => socket.timeout(ANSWER_WITHIN_MS).emitWithAck(event, ...(body ? [body] : [])),
    /**
     * Ask for a command. It is sent at once or not at all: socket.io would keep it for the next connection, and nobody
     * knows what it would mean by then.
     * @param {object} body @param {number} withinMs @returns {Promise<unknown>} rejects with `not sent`, or without answer
     */
    act(body, withinMs) {
      if (!socket.connected) return Promise.reject(new Error("not sent"));
      return socket.timeout(withinMs).emitWithAck("act", body);
    },
    close() {
      window.removeEventListener("online", wake);
      document.removeEventListener("visibilitychange", wake);
      socket.disconnect();
    },
  };
}

/** The socket speaks the page's language, also where the address does not name it. */
function languageOfPage() {
  return { lang: document.documentElement.lang };
}

/** @param {ReturnType<typeof io>} socket */
function wakeUp(socket) {
  if (document.visibilityState === "visible" && !socket.connected) {
    socket.disconnect().connect();
  }
}
