/** Shapes of what a person does to containers: what is on offer, what was asked for, what came of it. */

import type { CommandOption, Container, Lifecycle, Room } from "./wire.d.ts";

export type Edge = Lifecycle["edges"][number];

/** Why the engine would not do a command for one container: it is so already, or it refuses. */
export interface Declined {
  container: Container;
  verdict: "already" | "refused";
  why: string;
}

/** One command for one or several containers, as the table answers it now. */
export interface Offer {
  command: string;
  /** As it is typed after `docker`: `rm -f`. */
  word: string;
  text: string;
  options: CommandOption[];
  /** Whether the server's mode lets anybody run it. */
  allowed: boolean;
  /** Allowed, and the engine does it for at least one. */
  isLegal: boolean;
  applies: Container[];
  declined: Declined[];
  /** Why the first that declines does. */
  why: string;
  /** The arrows it takes from where those it applies to stand. */
  edges: Edge[];
  /** Rooms it leads to from where they stand. */
  leadsTo: Room[];
  /** Rooms it leads to from anywhere. */
  reaches: Room[];
  /** Something is lost by it, or many are meant: it is never run without a question. */
  asks: boolean;
}

/** Values of a command's options, by the name on the wire. */
export type Values = Record<string, string | number | boolean>;

export type OutcomeState = "waiting" | "done" | "already" | "refused" | "failed" | "unknown";

/** What came of a command for one container. */
export interface Outcome {
  engine: string;
  id: string;
  name: string;
  state: OutcomeState;
  /** The exact line, as the server ran it. */
  docker: string;
  detail: string;
  engineMessage: string | null;
}

/** One command as it was given, to one or to many. */
export interface Run {
  number: number;
  command: string;
  docker: string;
  outcomes: Outcome[];
}

/** What `/board` acknowledges an `act` with. */
export type Acknowledgement =
  | { ok: true; docker: string; already?: boolean }
  | { ok: false; code: string; title: string; status: number; detail: string; engineMessage?: string };

/** Where a drop in a room leads: the commands to choose from, or the one that could lead there and why it does not. */
export interface Target {
  offers: Offer[];
  blocked: Offer | null;
}
