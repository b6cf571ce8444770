/** Types of the list of containers. */

import type { Container } from "./wire.d.ts";

export type ColumnName =
  | "state"
  | "name"
  | "image"
  | "age"
  | "cause"
  | "restarts"
  | "cpu"
  | "memory"
  | "ports"
  | "engine"
  | "project"
  | "id"
  | "command"
  | "created"
  | "status";

export interface Sort {
  column: ColumnName;
  isDescending: boolean;
}

/** One container in the list. */
export interface ListRow {
  key: string;
  container: Container;
  isProblem: boolean;
  /** What its column "Health or cause" shows; empty for nothing. */
  fact: string;
  /** When its state began (RFC 3339); null: unknown. */
  since: string | null;
}
