/** Pulls, what a container is to be made of, and failures, as docs/protocol.md tells them. */

import type { Container } from "./wire.d.ts";

export type LayerState =
  "waiting" | "downloading" | "verifying" | "downloaded" | "extracting" | "complete" | "exists" | "retrying";

export interface Layer {
  id: string;
  state: LayerState;
  /** Bytes of what is done with it now; null where the engine does not tell. */
  current: number | null;
  total: number | null;
}

export interface Pull {
  id: string;
  engine: string;
  reference: string;
  registry: string;
  state: "pulling" | "done" | "failed" | "cancelled";
  /** No word from the engine about it for 30 s. */
  stalled: boolean;
  startedAt: string;
  /** The last word. */
  at: string;
  endedAt: string | null;
  layers: Layer[];
  /** Bytes of the layers whose size is known. */
  current: number;
  total: number;
  digest: string | null;
  upToDate: boolean;
  error: { code: string; reason: string; text: string; help: string; engineMessage: string | null } | null;
}

/** What a container is to be made of; absent is the engine's or the image's default. */
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
  /** Bytes, or as after `--memory`. */
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

/** What would make another container like one: with `hasHidden` its secrets are masked. */
export interface Like {
  create: Create;
  composeLabels: Record<string, string>;
  hasHidden: boolean;
}

/** Times in seconds. */
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

/** The body of every failure, on HTTP and on sockets. */
export interface Problem {
  status: number;
  code: string;
  title?: string;
  detail: string;
  engineMessage?: string;
  help?: string;
  /** The field of the body that is wrong, where one is. */
  field?: string;
  /** Who has the name (`name_in_use`). */
  holder?: User & { engine: string };
  /** Who uses the image (`image_in_use`). */
  containers?: User[];
  canForce?: boolean;
  /** The container that was made, but could not be started. */
  id?: string;
}
