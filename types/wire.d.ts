/** Types of the JSON that the server sends (`docs/protocol.md`). `dockcycle/web/serialize/board_json.py` creates it. */

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

/** A container. Times are RFC 3339 in UTC. A field that does not apply is null. */
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
  /** When the health status began; null if Dockcycle did not observe it. */
  healthSince: string | null;
  exitCode: number | null;
  cause: Cause | null;
  error: string | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** When the current state began; null if Dockcycle did not observe it. */
  since: string | null;
  ports: Port[];
  project: string | null;
  service: string | null;
  /** The name of the pod. Only Podman has pods. */
  pod: string | null;
  restarts: number;
  restartPolicy: string;
  /** Whether the engine removes the container when it exits (`--rm`). */
  autoRemove: boolean;
  /** Seconds between the stop signal and SIGKILL. Negative: the engine waits without limit. */
  stopTimeout: number;
}

export interface Engine {
  name: string;
  state: "live" | "stale" | "unreachable";
  /** When the current state began. */
  since: string;
  /** When the engine last answered. */
  seenAt: string | null;
  version: string | null;
  /** Why the engine is not live (message of the engine or the operating system), and what to do next. */
  error: { code: string; text: string; help: string } | null;
  practice: boolean;
  product: "Docker" | "Podman";
  /** The API version in use, such as `1.46`; null before the first connection. */
  api: string | null;
}

export interface Image {
  engine: string;
  id: string;
  tags: string[];
  /** Names with a digest: `name@sha256:…`. */
  digests: string[];
  createdAt: string;
  size: number;
  /** Whether the image has no tag. `docker image prune` removes such an image if no container uses it. */
  dangling: boolean;
  /** Number of containers that the engine counted when it listed the images; null before API 1.51. */
  containers: number | null;
}

/**
 * One transition. `from` or `to` is null if the container did not exist before or does not exist after it. They are
 * equal for a rename, a health change and a failed start.
 */
export interface Move {
  engine: string;
  id: string;
  name: string;
  /** The name of an edge in the lifecycle table, or `rename`, `healthy`, `unhealthy`, `start-failed`, `unobserved`. */
  edge: string;
  from: State | null;
  to: State | null;
  fromRoom: Room | null;
  toRoom: Room | null;
  at: string;
  exitCode: number | null;
  cause: Cause | null;
  oldName: string | null;
  /** How long the process that this move ended had run, in whole seconds; null if the engine does not report it. */
  ranSeconds: number | null;
}

/** A correction: a move sent before, and the move that replaces it after a later event. */
export interface Amendment {
  was: Move;
  now: Move;
}

/** The last known state of a removed container. The server keeps it for ten minutes. */
export interface Tombstone {
  container: Container;
  at: string;
}

export interface Snapshot {
  revision: number;
  at: string;
  /** Version of the server. A page made by another version reloads once. */
  version: string;
  engines: Engine[];
  containers: Container[];
  images: Image[];
  tombstones: Tombstone[];
  /** The latest moves, oldest first. */
  recent: Move[];
}

export interface Change {
  revision: number;
  at: string;
  set: Container[];
  remove: { engine: string; id: string }[];
  moves: Move[];
  /** Corrections of moves in earlier revisions. An engine reports some exits in several events. */
  amended?: Amendment[];
  engines?: Engine[];
  images?: Image[];
}

/** One option of a container command. Options are in the order of the docker command. */
export interface CommandOption {
  /** The name of the field in the JSON body. */
  name: string;
  /** Empty for an argument after the container name. */
  flag: string;
  /** `switch`: a flag without a value. */
  kind: "seconds" | "signal" | "name" | "switch";
  text: string;
  /** The only product and the first API version that have the option; null for all. */
  product: Engine["product"] | null;
  sinceApi: string | null;
}

/** The answer of an engine to a command in one state. */
export interface CommandAnswer {
  verdict: "done" | "already" | "refused";
  leadsTo: Room[];
  why: string;
}

/** The lifecycle table (`/api/v1/lifecycle`), embedded in every page. */
export interface Lifecycle {
  /** `view`, `operate` or `admin` (`DOCKCYCLE_MODE`): what Dockcycle allows to everybody. */
  mode: string;
  /** The lowest mode that allows each action. */
  needs: Record<string, string>;
  states: { name: State; room: Room; text: string }[];
  rooms: { name: Room; text: string; hint: string }[];
  commands: {
    name: string;
    /** The docker command. Flags go before ` {name}`, an option without a flag goes to the end. */
    docker: string;
    /** What the command does and how it differs from similar commands. */
    text: string;
    options: CommandOption[];
    /** Whether the server's mode allows the command. */
    allowed: boolean;
    answers: Record<State, CommandAnswer>;
  }[];
  /** `pull`, `create`, `run`, `remove-image`, `prune-images`. */
  imageCommands: { name: string; text: string }[];
  edges: { name: string; from: Room; to: Room; label: string; by: "command" | "engine"; quiet: boolean }[];
  /** Answers that replace one in `commands` for some engines. If several match, the last one applies. */
  variants: {
    command: string;
    state: State;
    product: Engine["product"];
    sinceApi: string | null;
    answer: CommandAnswer;
  }[];
}
