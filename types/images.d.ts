/** Types for pulls, create requests and errors (`docs/protocol.md`). */

import type { Container } from "./wire.d.ts";

export type LayerState =
  "waiting" | "downloading" | "verifying" | "downloaded" | "extracting" | "complete" | "exists" | "retrying";

export interface Layer {
  id: string;
  state: LayerState;
  /** Bytes done in the current state. Null: the engine reports none. */
  current: number | null;
  total: number | null;
}

export interface Pull {
  id: string;
  engine: string;
  reference: string;
  registry: string;
  state: "pulling" | "done" | "failed" | "cancelled";
  /** True if the engine has reported no progress for 30 s. */
  stalled: boolean;
  startedAt: string;
  /** When the engine last reported something. */
  at: string;
  endedAt: string | null;
  layers: Layer[];
  /** Bytes of the layers with a known size. */
  current: number;
  total: number;
  digest: string | null;
  upToDate: boolean;
  error: { code: string; reason: string; text: string; help: string; engineMessage: string | null } | null;
}

/** The body of a create request. An absent field means the default of the engine or the image. */
export interface Create {
  image: string;
  name?: string | null;
  command?: string[];
  entrypoint?: string[];
  tty?: boolean;
  openStdin?: boolean;
  env?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  devices?: string[];
  capAdd?: string[];
  network?: string | null;
  restart?: string;
  /** Bytes, or a value of `--memory` such as `512m`. */
  memory?: number | string | null;
  cpus?: number | string | null;
  user?: string | null;
  workdir?: string | null;
  labels?: Record<string, string>;
  autoRemove?: boolean;
  health?: Health | null;
  privileged?: boolean;
  pid?: string | null;
  ipc?: string | null;
}

/** The create request for a copy of a container. `hasHidden`: masked values are in it. */
export interface Like {
  create: Create;
  composeLabels: Record<string, string>;
  hasHidden: boolean;
}

/** A health check; times in seconds. */
export interface Health {
  command: string;
  interval?: number | null;
  timeout?: number | null;
  retries?: number | null;
  startPeriod?: number | null;
}

export interface Danger {
  code: string;
  text: string;
}

/** A container that uses an image or holds a name. */
export type User = Pick<Container, "id" | "name" | "state">;

/** The body of every error, over HTTP and over sockets. */
export interface Problem {
  status: number;
  code: string;
  title?: string;
  detail: string;
  engineMessage?: string;
  help?: string;
  /** The invalid field of the request body. */
  field?: string;
  /** The container that has the name (`name_in_use`). */
  holder?: User & { engine: string };
  /** The containers that use the image (`image_in_use`). */
  containers?: User[];
  canForce?: boolean;
  /** The id of a container that was created but could not be started. */
  id?: string;
}
