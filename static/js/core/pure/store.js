/** The board's state in the browser: a snapshot from the server, then changes in the order of their revision. */

/** @import { Change, Container, Move, Board, Tombstone } from "../../../../types/wire.d.ts" */
/** @import { BoardState, Delta } from "../../../../types/view.d.ts" */
import { Listeners } from "./listeners.js";

const TOMBSTONE_MS = 600_000;
const TOMBSTONES_AT_MOST = 100;
const RECENT_AT_MOST = 30;

/** @type {BoardState} */
const NOTHING = Object.freeze({
  epoch: "",
  revision: 0,
  at: "",
  version: "",
  link: "connecting",
  lostAt: null,
  engines: [],
  containers: new Map(),
  images: [],
  tombstones: [],
  recent: [],
});

/**
 * Return the key of a container. It contains the engine, because a board shows several engines.
 * @param {{engine: string, id: string}} of
 */
export function keyOf({ engine, id }) {
  return `${engine}/${id}`;
}

/**
 * Return the state for a snapshot.
 * @param {Board} snapshot
 * @returns {BoardState}
 */
export function fromSnapshot(snapshot) {
  const containers = new Map(snapshot.containers.map((container) => [keyOf(container), container]));
  return { ...snapshot, containers, link: "up", lostAt: null };
}

/**
 * Return the state after a change, without changing `state`. Containers not in the change stay the same objects.
 * @param {BoardState} state
 * @param {Change} change
 * @returns {BoardState}
 */
export function afterChange(state, change) {
  const containers = new Map(state.containers);
  const isHere = engineFilter(change);
  const gone = change.remove.filter(isHere).map((of) => containers.get(keyOf(of)));
  for (const of of change.remove) containers.delete(keyOf(of));
  for (const container of change.set) containers.set(keyOf(container), container);
  return {
    ...state,
    revision: change.revision,
    at: change.at,
    containers,
    engines: change.engines ?? state.engines,
    images: change.images ?? state.images,
    tombstones: withTombstones(
      state.tombstones.filter(({ container }) => isHere(container)),
      gone,
      change,
    ),
    recent: [...corrected(state.recent, change), ...change.moves].filter(isHere).slice(-RECENT_AT_MOST),
  };
}

/**
 * Return a function that is true for a container or a move whose engine was not removed by the change.
 * @param {Change} change
 * @returns {(of: {engine: string}) => boolean}
 */
function engineFilter({ engines }) {
  if (!engines) return () => true;
  const names = new Set(engines.map(({ name }) => name));
  return ({ engine }) => names.has(engine);
}

/**
 * Return `moves` with the corrections of a change applied.
 * @param {Move[]} moves
 * @param {Change} change
 */
export function corrected(moves, { amended }) {
  if (!amended) return moves;
  return moves.map((move) => amended.find(({ was }) => isSame(was, move))?.now ?? move);
}

/** @param {Move} one @param {Move} other */
function isSame(one, other) {
  return (
    keyOf(one) === keyOf(other) &&
    one.at === other.at &&
    one.edge === other.edge &&
    one.fromRoom === other.fromRoom &&
    one.toRoom === other.toRoom
  );
}

/**
 * @param {Tombstone[]} tombstones
 * @param {(Container | undefined)[]} gone
 * @param {Change} change
 */
function withTombstones(tombstones, gone, change) {
  const oldest = Date.parse(change.at) - TOMBSTONE_MS;
  const fresh = gone.flatMap((container) =>
    container ? [{ container, at: removedAt(container, change) }] : [],
  );
  return [...tombstones, ...fresh].filter(({ at }) => Date.parse(at) >= oldest).slice(-TOMBSTONES_AT_MOST);
}

/**
 * @param {Container} container
 * @param {Change} change
 */
function removedAt(container, change) {
  const move = change.moves.findLast(
    ({ id, engine, to }) => id === container.id && engine === container.engine && !to,
  );
  return move?.at ?? change.at;
}

/** Create the store, the page's only copy of the board. `subscribe` returns a function that removes the subscriber. */
export function createStore() {
  let state = NOTHING;
  /** @type {Listeners<Delta>} */
  const subscribers = new Listeners();

  /** @param {BoardState} next @param {Delta} delta */
  const become = (next, delta) => {
    state = next;
    subscribers.notify(delta);
  };

  return {
    /** The current state. It is replaced, never changed in place. */
    get state() {
      return state;
    },
    /** @param {Board} snapshot */
    snapshot: (snapshot) => become(fromSnapshot(snapshot), { kind: "snapshot", snapshot }),
    /**
     * Take the snapshot that the server embedded in the page. The page still connects: the first snapshot of the
     * connection makes the board current.
     * @param {Board} snapshot
     */
    embedded: (snapshot) =>
      become({ ...fromSnapshot(snapshot), link: "connecting" }, { kind: "snapshot", snapshot }),
    /**
     * Apply the next change; ignore an older one. Returns false if a revision is missing, if the change is of another
     * epoch or if the store is not `up`: the caller must request a snapshot.
     * @param {Change} change
     */
    change(change) {
      if (state.link !== "up" || change.epoch !== state.epoch || change.revision > state.revision + 1)
        return false;
      if (change.revision === state.revision + 1)
        become(afterChange(state, change), { kind: "change", change });
      return true;
    },
    /**
     * Mark the board as out of date, because the connection was lost or could not be opened. Only the next
     * snapshot makes it current again.
     * @param {number} at milliseconds since 1970
     */
    lost: (at) =>
      state !== NOTHING &&
      state.link !== "lost" &&
      become({ ...state, link: "lost", lostAt: at }, { kind: "link" }),
    /** @param {(delta: Delta) => void} subscriber */
    subscribe: (subscriber) => subscribers.add(subscriber),
  };
}
