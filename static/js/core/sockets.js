/** The only file that knows socket.io: the page's one connection, kept up for ever, and the namespaces on it. */

import { Manager } from "../../vendor/socket.io.esm.min.js";

/** @import { Pull } from "../../../types/images.d.ts" */
/** @import { Snapshot, Change } from "../../../types/wire.d.ts" */

/** Back-off while the server is away: at most so long, with jitter, so that fifty walls do not come back at once. */
const RECONNECT_AT_MOST_MS = 10_000;
/** The first try is made at once: most often the browser dropped the connection, and the server is there. */
const RECONNECT_AT_FIRST_MS = 50;
const ANSWER_WITHIN_MS = 15_000;

/** A connection that ends between its handshake and its first packet has failed; socket.io would wait for 20 s. */
class Connection extends Manager {
  /** @override @param {(error?: Error) => void} [done] */
  open(done) {
    super.open(done);
    const { engine } = this;
    /** Its type knows only what it emits itself. @type {{emit: (event: string, error: Error) => void}} */
    const emitter = /** @type {any} */ (engine);
    let hasOpened = false;
    engine.once("open", () => (hasOpened = true));
    engine.once("close", () => void (hasOpened || emitter.emit("error", new Error("closed"))));
    return this;
  }
}

/** @type {Connection | undefined} */
let connection;
/** Those that are in use. @type {Set<ReturnType<Manager["socket"]>>} */
const sockets = new Set();

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
  const on = { snapshot: onSnapshot, change: onChange, pull: onPull };
  const socket = connectTo("/board", { on, onLost, onBack });
  window.addEventListener("online", wakeUp);
  document.addEventListener("visibilitychange", wakeUp);

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
      window.removeEventListener("online", wakeUp);
      document.removeEventListener("visibilitychange", wakeUp);
      leave(socket);
    },
  };
}

/**
 * @typedef {object} Channel what a page may do on one more namespace of its connection
 * @property {boolean} connected
 * @property {(event: string, ...body: unknown[]) => Promise<any>} request the acknowledgement; rejects with `not sent`
 *   while there is no server, or where no answer came in time
 * @property {(event: string, ...body: unknown[]) => Promise<any>} deliver the acknowledgement, however long it takes; rejects
 *   when the server is lost
 * @property {(event: string, ...body: unknown[]) => void} send without an answer; nothing is sent while there is no server
 * @property {() => void} close
 */

/**
 * Connect to one more namespace (`/console`, `/logs`, `/stats`) for as long as somebody looks at what it tells; one channel
 * for each at a time. It goes over the page's one WebSocket.
 *
 * @param {string} namespace
 * @param {{on: Record<string, (...body: any[]) => void>, onBack: () => void, onLost: () => void}} listener `onBack` also
 *   when it stands for the first time
 * @returns {Channel}
 */
export function connectChannel(namespace, listener) {
  const socket = connectTo(namespace, listener);
  return {
    get connected() {
      return socket.connected;
    },
    request(event, ...body) {
      // Sent at once or not at all, as a command is.
      if (!socket.connected) return Promise.reject(new Error("not sent"));
      return socket.timeout(ANSWER_WITHIN_MS).emitWithAck(event, ...body);
    },
    deliver(event, ...body) {
      if (!socket.connected) return Promise.reject(new Error("not sent"));
      return socket.emitWithAck(event, ...body);
    },
    send: (event, ...body) => void (socket.connected && socket.emit(event, ...body)),
    close: () => leave(socket),
  };
}

/**
 * @param {string} namespace
 * @param {{on: Record<string, (...body: any[]) => void>, onBack: () => void, onLost: () => void}} listener
 */
function connectTo(namespace, { on, onBack, onLost }) {
  connection ??= new Connection({
    transports: ["websocket"],
    query: languageOfPage(),
    reconnectionDelay: RECONNECT_AT_FIRST_MS,
    reconnectionDelayMax: RECONNECT_AT_MOST_MS,
    randomizationFactor: 0.5,
  });
  const socket = connection.socket(namespace);
  sockets.add(socket);
  for (const [event, take] of Object.entries(on)) socket.on(event, take);
  socket.on("connect", onBack);
  socket.on("disconnect", (reason) => {
    onLost();
    // The server's own goodbye is not retried by socket.io; for us every end is one to come back from.
    if (reason === "io server disconnect") socket.connect();
  });
  return socket;
}

/** A namespace's socket is used again when somebody comes back to it. @param {ReturnType<Manager["socket"]>} socket */
function leave(socket) {
  sockets.delete(socket);
  socket.off();
  socket.disconnect();
}

/** The socket speaks the page's language, also where the address does not name it. */
function languageOfPage() {
  return { lang: document.documentElement.lang };
}

/** All of them let go first: while one waits for the next try, socket.io makes the others wait with it. */
function wakeUp() {
  if (document.visibilityState !== "visible" || connection?.engine?.readyState === "open") return;
  for (const socket of sockets) socket.disconnect();
  for (const socket of sockets) socket.connect();
}
