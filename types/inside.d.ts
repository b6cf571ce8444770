/** The page of one container: what its parts are given, and what the server tells of its inside. */

import type { Container, Room } from "./wire.d.ts";

/** Whom the page is about. */
export interface About {
  readonly engine: string;
  /** The id or name in the address. */
  readonly asked: string;
  /** The container as it is, null while there is none. */
  readonly container: Container | null;
  /** It as it last was, when it is gone. */
  readonly last: Container | null;
  /** Hear of every change; returns the function that ends it. */
  onChange(listener: () => void): () => unknown;
  /** Open a tab, with what it should do there. */
  open(tab: string, wish?: string): void;
}

/** A tab: made once, connected while it is shown. */
export interface Tab {
  element: HTMLElement;
  connect(wish?: string): void;
  disconnect(): void;
}

export interface Step {
  edge: string;
  from: Room;
  to: Room;
  count: number;
  lastAt: string;
}

export interface LogLine {
  at: string;
  stream: "stdout" | "stderr";
  text: string;
  cut?: boolean;
}

export interface Sample {
  engine: string;
  id: string;
  at: string;
  cpu: number;
  memory: number;
  memoryLimit: number;
  rx: number;
  tx: number;
  read: number;
  write: number;
  pids: number;
}
