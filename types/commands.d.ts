/** Types for commands on containers: offers, runs and their outcomes. */

import type { Container, Done, Lifecycle, LifecycleOption, Problem, Room } from "./wire.d.ts";

export type Edge = Lifecycle["edges"][number];

/** Why the engine would not run a command on one container: nothing would change (`already`), or it refuses. */
export interface Declined {
  container: Container;
  verdict: "already" | "refused";
  why: string;
}

/** One command for one or more containers, with the answers of the lifecycle table for their current states. */
export interface Offer {
  command: string;
  /** The words after `docker`, such as `rm -f`. */
  word: string;
  text: string;
  options: LifecycleOption[];
  /** Whether the server's mode allows the command. */
  allowed: boolean;
  /** Whether it is allowed and the engine runs it for at least one container. */
  isLegal: boolean;
  applies: Container[];
  declined: Declined[];
  /** Why the first container of `declined` is declined. */
  why: string;
  /** The arrows of the command that start in the rooms of `applies`. */
  edges: Edge[];
  /** The rooms it leads to from the current states of `applies`. */
  leadsTo: Room[];
  /** The rooms it leads to from any state. */
  reaches: Room[];
  /** Whether a confirmation is required: data is lost, or more than one container is affected. */
  asks: boolean;
}

/** An entry of a menu. Without `run` it is a command for the controller. */
export interface MenuEntry {
  name: string;
  word: string;
  /** The docker command, or the text that is copied. */
  line?: string;
  key?: string;
  /** Whether a line separates it from the entry before. */
  startsGroup?: boolean;
  run?: () => void;
}

/** Values of the options of a command, by the name in its JSON body. */
export type Values = Record<string, string | number | boolean>;

export type OutcomeState = "waiting" | "done" | "already" | "refused" | "failed" | "unknown";

/** The result of a command for one container. */
export interface Outcome {
  engine: string;
  id: string;
  name: string;
  command: string;
  state: OutcomeState;
  /** When the answer arrived, by `performance.now()`. Null: not yet. */
  settledAt: number | null;
  /** The docker command. After the answer: the command that the server ran. */
  docker: string;
  detail: string;
  engineMessage: string | null;
}

/** One command that a user ran on one or more containers. */
export interface Run {
  number: number;
  command: string;
  docker: string;
  outcomes: Outcome[];
}

/** The acknowledgement of `act`. */
export type Acknowledgement = Done | Problem;

/** The commands for a drop in a room, or the command that leads there but is not possible now (`blocked`). */
export interface Target {
  offers: Offer[];
  blocked: Offer | null;
}
