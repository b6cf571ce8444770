/**
 * Messages between the server and the pages. Generated from dockcycle/web/schemas by `make docs`. A `?` marks a field
 * that can be absent.
 */

export type Room =
  | "registry"
  | "images"
  | "created"
  | "running"
  | "paused"
  | "restarting"
  | "exited"
  | "failed"
  | "removing"
  | "dead"
  | "removed";

export type State = "created" | "running" | "paused" | "restarting" | "removing" | "exited" | "dead";

export type Code =
  | "bad_request"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "name_in_use"
  | "image_in_use"
  | "not_allowed_in_state"
  | "too_large"
  | "too_many"
  | "internal_error"
  | "engine_error"
  | "engine_unreachable"
  | "unknown_outcome";

export type Product = "Docker" | "Podman";

export type EngineState = "live" | "stale" | "unreachable";

export type Health = "starting" | "healthy" | "unhealthy";

export type LayerState =
  "waiting" | "downloading" | "verifying" | "downloaded" | "extracting" | "complete" | "exists" | "retrying";

export type PullState = "pulling" | "done" | "failed" | "cancelled";

export type Mode = "view" | "operate" | "admin";

export type Verdict = "done" | "already" | "refused";

export type ConsoleMode = "exec" | "attach";

export type EndReason =
  | "exited"
  | "not_started"
  | "container_exited"
  | "container_removed"
  | "detached"
  | "closed"
  | "idle"
  | "unwatched"
  | "too_long"
  | "lost"
  | "engine_removed"
  | "server_stopping";

export type PracticeFleet = "empty" | "small" | "busy";

/** A container that conflicts with the request or uses an image. */
export interface Holder {
  engine: string;
  id: string;
  name: string;
  state: State;
  room: Room;
}

/** A failure (RFC 9457), over HTTP and Socket.IO. */
export interface Problem {
  ok: false;
  type: string;
  title: string;
  status: number;
  detail: string;
  code: Code;
  /** The message of the engine, with masked secrets. */
  engineMessage?: string;
  /** The field that is not valid. */
  field?: string | null;
  /** The container that was created but could not be started. */
  id?: string;
  /** `name_in_use` and `conflict`: the other container, if it is known. */
  holder?: Holder;
  /** `image_in_use`: the containers that use the image. */
  containers?: Holder[];
  canForce?: boolean;
  /** The codes of the host access. */
  dangers?: string[];
}

/** The command succeeded. `docker` is its docker command; `already` is true if nothing had to change. */
export interface Done {
  ok: true;
  docker: string;
  already?: boolean;
}

/** The container was created. `started` is whether it was also started. */
export interface Created {
  ok: true;
  id: string;
  docker: string;
  started: boolean;
}

/** A setting that gives the container host access. */
export interface Danger {
  code: string;
  text: string;
  fact: string;
}

/** The docker command for the settings, and the settings that give host access. */
export interface Drafted {
  ok: true;
  docker: string;
  dangers: Danger[];
}

/** A part of a `docker run` line that Dockcycle does not support. */
export interface Unsupported {
  flag: string;
  text: string;
}

/** The settings in a `docker run` line. */
export interface Parsed {
  ok: true;
  create: Make;
  unsupported: Unsupported[];
}

/** The settings for a copy of the container, without `composeLabels`. `hasHidden` is whether secrets are masked. */
export interface Likened {
  ok: true;
  create: Make;
  composeLabels: Record<string, string>;
  hasHidden: boolean;
}

/** The pull has started. `pull` is its id. */
export interface PullBegun {
  ok: true;
  pull: string;
  docker: string;
}

/** How many other people have a page of Dockcycle open. */
export interface Viewers {
  others: number;
}

/** The request succeeded. */
export interface Ok {
  ok: true;
}

/** Why a container exited. */
export interface Cause {
  code: string;
  /** A sentence in the language of the request. */
  text: string;
}

/** A port. `public` and `ip` are null for a port that is exposed but not published. */
export interface Port {
  private: number;
  protocol: string;
  public: number | null;
  ip: string | null;
}

/** One container. Times are RFC 3339 in UTC. Unknown values are null. */
export interface Container {
  engine: string;
  id: string;
  name: string;
  image: string;
  imageId: string | null;
  command: string;
  state: State;
  room: Room;
  health: Health | null;
  /** When `health` got its value; null if Dockcycle did not observe it. */
  healthSince: string | null;
  /** Null while no process has ended. */
  exitCode: number | null;
  cause: Cause | null;
  error: string | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** When it entered its state; null if Dockcycle did not observe it. */
  since: string | null;
  ports: Port[];
  project: string | null;
  service: string | null;
  /** The name of its pod, on Podman only. */
  pod: string | null;
  restarts: number;
  restartPolicy: string;
  tty: boolean;
  openStdin: boolean;
  /** Whether the engine removes it when it exits (`--rm`). */
  autoRemove: boolean;
  /** Seconds between the stop signal and SIGKILL; below 0: without a limit. */
  stopTimeout: number;
}

/** Why Dockcycle is not connected to an engine, and what to do. */
export interface EngineError {
  code: string;
  text: string;
  help: string;
}

/** The status of an engine and of the connection to it. */
export interface Engine {
  name: string;
  state: EngineState;
  /** When this state began. */
  since: string;
  /** When it last answered or sent an event; written when it stops being live. */
  seenAt: string | null;
  version: string | null;
  error: EngineError | null;
  practice: boolean;
  product: Product;
  /** The API version in use; null if it was never connected. */
  api: string | null;
}

/** A local image. */
export interface Image {
  engine: string;
  id: string;
  tags: string[];
  /** The digests with the name of the repository: `name@sha256:…`. */
  digests: string[];
  createdAt: string;
  /** Bytes. */
  size: number;
  /** Whether it has no tag. */
  dangling: boolean;
  /** The number of containers that the engine counts for the image; null before API 1.51. */
  containers: number | null;
}

/** A container that was removed in the last ten minutes, with its last data and the time of the removal. */
export interface Tombstone {
  container: Container;
  at: string;
}

/** A transition of a container. `from` and `to` are null where the container does not exist. */
export interface Move {
  engine: string;
  id: string;
  name: string;
  /**
   * The name of an arrow of the lifecycle table, or `rename`, `healthy`, `unhealthy`, `start-failed` (`from` equals
   * `to`) or `unobserved`.
   */
  edge: string;
  from: State | null;
  to: State | null;
  fromRoom: Room | null;
  toRoom: Room | null;
  at: string;
  exitCode: number | null;
  cause: Cause | null;
  oldName: string | null;
  /** How long the process ran that this move ended, in whole seconds; null if the engine does not report it. */
  ranSeconds: number | null;
}

/** A move as it was published, and as a later event corrected it. */
export interface Amendment {
  was: Move;
  now: Move;
}

/** The whole board at one revision. */
export interface Board {
  /** Identifies the board that counts the revisions; new after each start. */
  epoch: string;
  revision: number;
  at: string;
  /** The version of Dockcycle. */
  version: string;
  engines: Engine[];
  containers: Container[];
  images: Image[];
  tombstones: Tombstone[];
  /** The last 30 moves, oldest first. */
  recent: Move[];
}

/** The key of a container. */
export interface ContainerKey {
  engine: string;
  id: string;
}

/** Message `change`: what changed since the previous revision. A list that is absent did not change. */
export interface Change {
  /** Identifies the board that counts the revisions; new after each start. */
  epoch: string;
  revision: number;
  at: string;
  set: Container[];
  remove: ContainerKey[];
  moves: Move[];
  /** Corrections of moves of earlier revisions. */
  amended?: Amendment[];
  /** The complete list. */
  engines?: Engine[];
  /** The complete list. */
  images?: Image[];
}

/** Images were removed. `reclaimed` is in bytes. */
export interface Removed {
  ok: true;
  docker: string;
  untagged: string[];
  deleted: string[];
  reclaimed: number;
}

/** A step of the build of an image. `size` is in bytes, 0 for a step that adds no layer. */
export interface HistoryStep {
  createdAt: string | null;
  /** The instruction, with masked secrets. */
  createdBy: string;
  size: number;
  comment: string;
  tags: string[];
}

/** The history of an image, the newest step first. `docker` is the docker command that shows it. */
export interface ImageHistory {
  ok: true;
  docker: string;
  steps: HistoryStep[];
}

/** One layer of a pull. `current` and `total` are the bytes of its current step. */
export interface Layer {
  id: string;
  state: LayerState;
  current: number | null;
  total: number | null;
}

/** Why a pull failed. */
export interface PullError {
  code: Code;
  reason: string;
  text: string;
  help: string;
  engineMessage: string | null;
}

/** One pull. `current` and `total` are the sums over the layers of known size, in bytes. */
export interface Pull {
  id: string;
  engine: string;
  reference: string;
  registry: string;
  state: PullState;
  /** No progress for 30 s. */
  stalled: boolean;
  startedAt: string;
  /** When it last made progress. */
  at: string;
  endedAt: string | null;
  layers: Layer[];
  current: number;
  total: number;
  digest: string | null;
  upToDate: boolean;
  error: PullError | null;
}

/** The running and the recently ended pulls. */
export interface Pulls {
  pulls: Pull[];
}

/** A local image with the containers created from it. */
export interface UsedImage extends Image {
  usedBy: Holder[];
}

/** All local images. */
export interface Images {
  images: UsedImage[];
}

/** The result of a command in one state. `leadsTo` lists rooms; it is empty if the container stays in its room. */
export interface LifecycleAnswer {
  verdict: Verdict;
  leadsTo: Room[];
  why: string;
}

/** A state of containers, and the room of containers in it. */
export interface LifecycleState {
  name: State;
  room: Room;
  text: string;
}

/** A room of the board. */
export interface LifecycleRoom {
  name: Room;
  text: string;
  hint: string;
}

/** An option of a command, in the order of the docker command. */
export interface LifecycleOption {
  /** The field in the body of the command. */
  name: string;
  /** Empty for a value after the name of the container. */
  flag: string;
  /** `switch`: a flag without a value. */
  kind: "seconds" | "signal" | "name" | "switch";
  text: string;
  /** The only product that supports it; null: all products. */
  product: Product | null;
  /** The first API version that supports it; null: all versions. */
  sinceApi: string | null;
}

/** A command for containers. */
export interface LifecycleCommand {
  name: string;
  /** The docker command. Flags go before ` {name}`, and options without a flag at the end. */
  docker: string;
  /** What it does. */
  text: string;
  options: LifecycleOption[];
  answers: Record<State, LifecycleAnswer>;
  /** Whether the mode of the server allows it. */
  allowed: boolean;
}

/** A command for images, or one that creates a container. */
export interface LifecycleImageCommand {
  name: string;
  text: string;
}

/** An arrow. `from` and `to` are rooms. */
export interface LifecycleEdge {
  name: string;
  from: Room;
  to: Room;
  label: string;
  by: "command" | "engine";
  /** Whether it is drawn only when a container takes it. */
  quiet: boolean;
}

/** A row that replaces a row of the table for `product` from API version `sinceApi` on (null: all versions). */
export interface LifecycleVariant {
  command: string;
  state: State;
  product: Product;
  sinceApi: string | null;
  answer: LifecycleAnswer;
}

/** The lifecycle table (docs/lifecycle.md). */
export interface Lifecycle {
  /** The value of `DOCKCYCLE_MODE`. */
  mode: Mode;
  /** The least mode of each action. */
  needs: Record<string, Mode>;
  states: LifecycleState[];
  rooms: LifecycleRoom[];
  commands: LifecycleCommand[];
  imageCommands: LifecycleImageCommand[];
  edges: LifecycleEdge[];
  /** If several variants apply, the last one counts. */
  variants: LifecycleVariant[];
}

/** The connection to an engine. `lookAge` is the seconds since it last answered an inspect (null: never). */
export interface EngineHealth {
  state: EngineState;
  since: string;
  lookAge: number | null;
}

/** The health of Dockcycle. `delay` is how late a timer ran in the last minute, in seconds. */
export interface Health {
  status: "degraded" | "ok";
  version: string;
  delay: number;
  late: boolean;
  engines: Record<string, EngineHealth>;
}

/** An arrow with the number of times that the container took it. */
export interface Step {
  edge: string;
  from: Room;
  to: Room;
  count: number;
  lastAt: string;
}

/** The arrows that the container took since Dockcycle started to watch at `since`. */
export interface Way {
  since: string;
  edges: Step[];
}

/** The inspect of the container. `masked` lists JSON pointers (RFC 6901) to the masked values. */
export interface Inspected {
  ok: true;
  inspect: Record<string, unknown>;
  masked: string[];
  canReveal: boolean;
}

/** One unmasked value of the inspect. */
export interface Revealed {
  ok: true;
  pointer: string;
  value: unknown;
}

/** The processes of the container, with the columns of `docker top`. */
export interface Top {
  ok: true;
  titles: string[];
  processes: string[][];
}

/** A path that differs from the image: added, changed or deleted. */
export interface FileChange {
  kind: "A" | "C" | "D";
  path: string;
}

/** The files that differ from the image. `total` is their number; the list may be shorter. */
export interface Changes {
  ok: true;
  changes: FileChange[];
  total: number;
}

/** The paths of the shells in the container. */
export interface Shells {
  ok: true;
  shells: string[];
}

/** A line of a log. */
export interface LogLine {
  at: string;
  stream: "stdout" | "stderr";
  text: string;
  /** Present if the line was cut. */
  cut?: true;
}

/** Message `lines`: lines in order. */
export interface LogLines {
  engine: string;
  id: string;
  lines: LogLine[];
  /** With it, `follow` continues after these lines. Empty if they have no times. */
  cursor: string;
  /** The number of lines that were left out before these, because the page was too slow. */
  skipped?: number;
}

/** Message `end`: no further lines for now. */
export interface LogEnd {
  engine: string;
  id: string;
  reason: "ended" | "removed" | "lost" | "refused";
  /** `refused`: the reason of the engine. */
  engineMessage?: string;
}

/** Message `sample`: the resources that a container uses, as in `docker stats`. */
export interface Sample {
  engine: string;
  id: string;
  at: string;
  /** Percent of one core; 200 is two cores. */
  cpu: number;
  /** Bytes, without the page cache. */
  memory: number;
  /** Bytes. */
  memoryLimit: number;
  /** Bytes since the start of the container, as `tx`, `read` and `write`. */
  rx: number;
  tx: number;
  read: number;
  write: number;
  pids: number;
}

/** The acknowledgement of `follow`, with the full id of the container. */
export interface Following {
  ok: true;
  id: string;
}

/** How a console ended. */
export interface ConsoleExit {
  exitCode: number | null;
  reason: EndReason;
  /** A sentence in the language of the viewer. */
  text: string;
  /** Whether the process of an exec may still be running. */
  left: boolean;
}

/** The description of a console for one viewer. */
export interface ConsoleAbout {
  console: string;
  engine: string;
  id: string;
  name: string;
  mode: ConsoleMode;
  /** Secrets are masked for everybody except the owner. */
  cmd: string[];
  tty: boolean;
  /** Whether it has an input and the viewer is the owner. */
  canType: boolean;
  isOwner: boolean;
  user: string | null;
  workdir: string | null;
  cols: number;
  rows: number;
  /** The docker command; secrets are masked as in `cmd`. */
  docker: string;
  openedAt: string;
  /** When it ends without further input. */
  idleAt: string;
  /** When it ends in any case. */
  endsAt: string;
  viewers: number;
  /** Null until it ends. */
  exit: ConsoleExit | null;
}

/** The acknowledgement of `open`. `console` is the id. */
export interface Opened {
  ok: true;
  console: string;
  about: ConsoleAbout;
}

/** The acknowledgement of `join`. `replay` is the last 256 KiB of output. */
export interface Joined extends Opened {
  replay: ArrayBuffer;
}

/** The acknowledgement of `list`. */
export interface Consoles {
  ok: true;
  consoles: ConsoleAbout[];
}

/** A request to one engine. */
export interface OnEngine {
  /** An engine of `GET /healthz`. */
  engine: string;
}

/** A request for one container. */
export interface OnContainer extends OnEngine {
  /** The full id. A name may belong to another container later. */
  id: string;
  /** The name that the user saw. A different current name is a conflict. */
  seen?: string | null;
}

/** Options of `stop` and `restart`; `signal` needs Docker with the Engine API 1.42 or later. */
export interface Stop extends OnContainer {
  /** Seconds between the stop signal and SIGKILL. */
  timeout?: number | null;
  /** `SIGHUP`, `HUP` or `1`. */
  signal?: string | null;
}

/** Options of `kill`. */
export interface Kill extends OnContainer {
  /** `SIGHUP`, `HUP` or `1`. */
  signal?: string | null;
}

/** Options of `rename`. */
export interface Rename extends OnContainer {
  /** The new name. */
  name: string;
}

/** Options of `remove`. */
export interface Remove extends OnContainer {
  force?: boolean;
  /** Also remove its anonymous volumes. */
  volumes?: boolean;
}

/** A health check. Times are in seconds. */
export interface Check {
  command: string;
  interval?: number;
  timeout?: number | null;
  retries?: number;
  startPeriod?: number;
}

/** Settings of a new container. The entries of lists have the syntax of the flags of `docker run`. */
export interface Make {
  image: string;
  name?: string | null;
  command?: string[];
  entrypoint?: string[];
  tty?: boolean;
  openStdin?: boolean;
  env?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  network?: string | null;
  restart?: string;
  /** Bytes, or `"512m"`. */
  memory?: number | string;
  cpus?: number;
  user?: string | null;
  workdir?: string | null;
  labels?: Record<string, string>;
  autoRemove?: boolean;
  health?: Check | null;
  privileged?: boolean;
  devices?: string[];
  capAdd?: string[];
  pid?: string | null;
  ipc?: string | null;
  /** Also start the container (`docker run -d`). */
  start?: boolean;
}

/** A container to create on an engine. Masked values (`••••••`) are copied from the container `from`. */
export interface Create extends Make {
  /** An engine of `GET /healthz`. */
  engine: string;
  from?: OnContainer | null;
}

/** Settings to show as a docker command. `engine` and `from` are accepted and ignored. */
export interface Draft extends Make {
  /** An engine of `GET /healthz`. */
  engine?: string;
  from?: OnContainer | null;
}

/** A request for the settings of a copy of a container. `reveal` returns its secrets unmasked. */
export interface Like extends OnContainer {
  reveal?: boolean;
}

/** An image to pull. The user name and the password are used for this pull only and not stored. */
export interface PullOrder extends OnEngine {
  reference: string;
  username?: string | null;
  password?: string | null;
}

/** A request for one pull. */
export interface OnPull {
  id: string;
}

/** A request for one image. */
export interface OnImage extends OnEngine {
  reference: string;
  force?: boolean;
}

/** The fleet of a practice engine after its reset. */
export interface PracticeOrder extends OnEngine {
  fleet: PracticeFleet;
}

/** A new name for an image. */
export interface TagOrder extends OnEngine {
  reference: string;
  target: string;
}

/** A pasted `docker run …` line. */
export interface Line {
  line: string;
}

/** A message about one container, given by id or name. */
export interface OnOne {
  /** An engine of `GET /healthz`. */
  engine: string;
  /** The full id or the name. */
  id: string;
}

/** Message `follow` of `/logs`: start with the last `tail` lines, from `since` on, or after `cursor`. */
export interface FollowLog extends OnOne {
  tail?: number;
  /** RFC 3339. */
  since?: string | null;
  /** The `cursor` of the last message `lines`. */
  cursor?: string | null;
}

/** Message `open`: the container, the mode and the process of a new console. */
export interface Open {
  /** An engine of `GET /healthz`. */
  engine: string;
  /** The full id or the name. */
  id: string;
  mode: ConsoleMode;
  cmd?: string[] | null;
  tty?: boolean;
  cols?: number;
  rows?: number;
  user?: string | null;
  workdir?: string | null;
  env?: Record<string, string> | null;
  stdin?: boolean;
}

/** A message about one console. */
export interface OnConsole {
  console: string;
}

/** Message `resize`: the new size of the terminal, in characters. */
export interface Resize extends OnConsole {
  cols: number;
  rows: number;
}

/** Message `received`: the number of bytes of output that the page has processed since the last such message. */
export interface Received extends OnConsole {
  bytes: number;
}

/** Message `list`: without fields, all consoles; else those of an engine, of a container by id or name, or both. */
export interface List {
  /** An engine of `GET /healthz`. */
  engine?: string | null;
  /** The full id or the name. */
  id?: string | null;
}
