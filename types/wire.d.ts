/** What the server sends, as docs/protocol.md tells it. `dockcycle/web/serialize/board_json.py` is the one place that makes it. */

export type State = "created" | "running" | "paused" | "restarting" | "removing" | "exited" | "dead";
export type Room = State | "registry" | "images" | "failed" | "removed";

export interface Cause {
  code: string;
  /** One sentence in the page's language. */
  text: string;
}

export interface Port {
  private: number;
  protocol: string;
  public: number | null;
  ip: string | null;
}

/** Times are RFC 3339 in UTC; what is not so is null. */
export interface Container {
  engine: string;
  id: string;
  name: string;
  image: string;
  imageId: string | null;
  command: string;
  state: State;
  room: Room;
  health: "starting" | "healthy" | "unhealthy" | null;
  /** When it became so; null when nobody saw it. */
  healthSince: string | null;
  exitCode: number | null;
  cause: Cause | null;
  error: string | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** When it came into its present state; null when nobody saw it. */
  since: string | null;
  ports: Port[];
  project: string | null;
  service: string | null;
  /** The name of its pod; only Podman has pods. */
  pod: string | null;
  restarts: number;
  restartPolicy: string;
  /** Whether its end is its removal (`--rm`). */
  autoRemove: boolean;
  /** Seconds between the stop signal and SIGKILL; below 0: for ever. */
  stopTimeout: number;
}

export interface Engine {
  name: string;
  state: "live" | "stale" | "unreachable";
  /** When this state began. */
  since: string;
  /** The last word from it. */
  seenAt: string | null;
  version: string | null;
  /** What is wrong, in the engine's or the system's words, and what to do about it. */
  error: { code: string; text: string; help: string } | null;
  practice: boolean;
  product: "Docker" | "Podman";
  /** The API version spoken with it (`1.46`); null while it was never reached. */
  api: string | null;
}

export interface Image {
  engine: string;
  id: string;
  tags: string[];
  /** What a registry calls it: `name@sha256:…`. */
  digests: string[];
  createdAt: string;
  size: number;
  /** Without a tag: `docker image prune` takes it when no container uses it. */
  dangling: boolean;
  /** Containers the engine counts on it, as old as the list; null where it does not count (before API 1.51). */
  containers: number | null;
}

/** An arrow taken. `from`/`to` are null where the container does not exist; from equals to for rename, health and a start that failed. */
export interface Move {
  engine: string;
  id: string;
  name: string;
  /** Name of an edge of the table, or `rename`, `healthy`, `unhealthy`, `start-failed`, `unobserved`. */
  edge: string;
  from: State | null;
  to: State | null;
  fromRoom: Room | null;
  toRoom: Room | null;
  at: string;
  exitCode: number | null;
  cause: Cause | null;
  oldName: string | null;
  /** How long the process ran that this move ended, in whole seconds; `null` where the engine does not tell. */
  ranSeconds: number | null;
}

/** A move that was published before, and what a later event made of it. */
export interface Amendment {
  was: Move;
  now: Move;
}

/** A removed container, kept ten minutes: the container as it last was. */
export interface Tombstone {
  container: Container;
  at: string;
}

export interface Snapshot {
  revision: number;
  at: string;
  /** Of the server: a page made by another version reloads once. */
  version: string;
  engines: Engine[];
  containers: Container[];
  images: Image[];
  tombstones: Tombstone[];
  /** The last moves, oldest first. */
  recent: Move[];
}

export interface Change {
  revision: number;
  at: string;
  set: Container[];
  remove: { engine: string; id: string }[];
  moves: Move[];
  /** Corrections of moves of earlier revisions: an engine tells some ends in several events. */
  amended?: Amendment[];
  engines?: Engine[];
  images?: Image[];
}

/** One option of a container command, in the order of the docker line. */
export interface CommandOption {
  /** Its name in the body of the command. */
  name: string;
  /** Empty for what stands after the container's name. */
  flag: string;
  /** `switch`: the flag alone, without a value. */
  kind: "seconds" | "signal" | "name" | "switch";
  text: string;
  /** The only product that has it, and the first API version with it; null for all. */
  product: Engine["product"] | null;
  sinceApi: string | null;
}

/** What an engine answers to a command in one state. */
export interface CommandAnswer {
  verdict: "done" | "already" | "refused";
  leadsTo: Room[];
  why: string;
}

/** The one table (`/api/v1/lifecycle`), embedded in the page. */
export interface Lifecycle {
  /** `view`, `operate` or `admin` (DOCKCYCLE_MODE): the ceiling for everybody. */
  mode: string;
  /** The least mode each action needs. */
  needs: Record<string, string>;
  states: { name: State; room: Room; text: string }[];
  rooms: { name: Room; text: string; hint: string }[];
  commands: {
    name: string;
    /** The docker line, `{name}` for the container: flags go before ` {name}`, an option without one to the end. */
    docker: string;
    /** What it does and how it differs from its neighbours. */
    text: string;
    options: CommandOption[];
    /** Whether the server's mode lets anybody run it. */
    allowed: boolean;
    answers: Record<State, CommandAnswer>;
  }[];
  /** `pull create run remove-image prune-images`. */
  imageCommands: { name: string; text: string }[];
  edges: { name: string; from: Room; to: Room; label: string; by: "command" | "engine"; quiet: boolean }[];
  /** Rows that replace one of `commands` for some engines; of several that hold the last counts. */
  variants: {
    command: string;
    state: State;
    product: Engine["product"];
    sinceApi: string | null;
    answer: CommandAnswer;
  }[];
}
