/** The Socket.IO client: one WebSocket for the page, its namespaces, and reconnects. */

import { Manager } from "../../vendor/socket.io.esm.min.js";

/** @import { Change, Pull, Board } from "../../../types/wire.d.ts" */

/** Longest reconnect delay. Jitter is added, so that many walls do not reconnect at the same time. */
const RECONNECT_AT_MOST_MS = 10_000;
/** The first delay is short: usually the browser closed the connection and the server still runs. */
const RECONNECT_AT_FIRST_MS = 50;
const ANSWER_WITHIN_MS = 15_000;

/** Reports a connection that closes before its first packet as an error. Socket.IO would wait for its 20 s timeout. */
class Connection extends Manager {
  /** @override @param {(error?: Error) => void} [done] */
  open(done) {
    super.open(done);
    const { engine } = this;
    /** The type of `engine` does not allow other code to emit. @type {{emit: (event: string, error: Error) => void}} */
    const emitter = /** @type {any} */ (engine);
    let hasOpened = false;
    engine.once("open", () => (hasOpened = true));
    engine.once("close", () => void (hasOpened || emitter.emit("error", new Error("closed"))));
    return this;
  }
}

/** @type {Connection | undefined} */
let connection;
/** Sockets of the namespaces in use. @type {Set<ReturnType<Manager["socket"]>>} */
const sockets = new Set();

/**
 * @typedef {object} BoardListener
 * @property {(snapshot: Board) => void} onSnapshot
 * @property {(change: Change) => void} onChange
 * @property {(pull: Pull) => void} onPull
 * @property {() => void} onLost called when the connection is lost
 * @property {() => void} onBack called when the page is connected, the first time too; a snapshot follows
 */

/**
 * Return the connection to `/board`, not connected yet.
 * @param {BoardListener} listener
 */
export function createBoard({ onSnapshot, onChange, onPull, onLost, onBack }) {
  const on = { snapshot: onSnapshot, change: onChange, pull: onPull };
  const socket = socketOf("/board", { on, onLost, onBack });

  return {
    /** Connect. Retries without end, and at once when the tab becomes visible or the browser goes online. */
    connect() {
      window.addEventListener("online", wakeUp);
      document.addEventListener("visibilitychange", wakeUp);
      connect(socket);
    },
    /** @param {string} event @param {object} [body] @returns {Promise<unknown>} the acknowledgement */
    request: (event, body) => socket.timeout(ANSWER_WITHIN_MS).emitWithAck(event, ...(body ? [body] : [])),
    /**
     * Send a command now or not at all. Socket.IO would queue it until the next connection, when the state of the
     * container may have changed.
     * @param {object} body @param {number} withinMs @returns {Promise<unknown>} rejects with `not sent` or on a timeout
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
 * @typedef {object} Channel one more namespace on the connection of the page
 * @property {boolean} connected
 * @property {(event: string, ...body: unknown[]) => Promise<any>} request returns the acknowledgement; rejects with
 *   `not sent` while disconnected, or after 15 s without an answer
 * @property {(event: string, ...body: unknown[]) => Promise<any>} deliver returns the acknowledgement without a time
 *   limit; rejects with `not sent` while disconnected, or when the connection is lost
 * @property {(event: string, ...body: unknown[]) => void} send sends without an acknowledgement; drops the event while
 *   disconnected
 * @property {() => void} close
 */

/**
 * Connect to one more namespace (`/console`, `/logs`, `/stats`) over the WebSocket of the page. A namespace has one
 * channel at a time; close the channel when nothing on the page shows its data.
 *
 * @param {string} namespace
 * @param {{on: Record<string, (...body: any[]) => void>, onBack: () => void, onLost: () => void}} listener `onBack` is
 *   called on the first connection too
 * @returns {Channel}
 */
export function connectChannel(namespace, listener) {
  const socket = socketOf(namespace, listener);
  connect(socket);
  return {
    get connected() {
      return socket.connected;
    },
    request(event, ...body) {
      // Sent now or not at all, as a command is.
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
 * Return the socket of a namespace with its listeners, not connected yet.
 * @param {string} namespace
 * @param {{on: Record<string, (...body: any[]) => void>, onBack: () => void, onLost: () => void}} listener
 */
function socketOf(namespace, { on, onBack, onLost }) {
  connection ??= new Connection({
    autoConnect: false,
    transports: ["websocket"],
    query: languageOfPage(),
    reconnectionDelay: RECONNECT_AT_FIRST_MS,
    reconnectionDelayMax: RECONNECT_AT_MOST_MS,
    randomizationFactor: 0.5,
  });
  const socket = connection.socket(namespace);
  for (const [event, take] of Object.entries(on)) socket.on(event, take);
  socket.on("connect", onBack);
  socket.on("disconnect", (reason) => {
    onLost();
    // Socket.IO does not reconnect after the server disconnects a socket, so reconnect here.
    if (reason === "io server disconnect") socket.connect();
  });
  return socket;
}

/** @param {ReturnType<Manager["socket"]>} socket */
function connect(socket) {
  sockets.add(socket);
  socket.connect();
}

/** Disconnect a namespace. Its next channel reuses the socket. @param {ReturnType<Manager["socket"]>} socket */
function leave(socket) {
  sockets.delete(socket);
  socket.off();
  socket.disconnect();
}

/** Return the query that makes the server send its texts in the language of the page. */
function languageOfPage() {
  return { lang: document.documentElement.lang };
}

/** Reconnect now. All sockets disconnect first: while one of them waits for its next retry, Socket.IO connects none of
 * the others. */
function wakeUp() {
  if (document.visibilityState !== "visible" || connection?.engine?.readyState === "open") return;
  for (const socket of sockets) socket.disconnect();
  for (const socket of sockets) socket.connect();
}
