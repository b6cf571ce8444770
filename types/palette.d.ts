/** Types of the command palette. */

import type { Container } from "./wire.d.ts";

/** A command on a container: `name` is a command of the lifecycle table, or `logs` or `open`. */
export interface Verb {
  name: string;
  /** What is typed, in Docker's words, such as `rm -f`. */
  word: string;
}

/** A page, a dialog or a setting. */
export interface Place {
  label: string;
  /** What it is, in one word. */
  kind: string;
  /** The key that does the same, or an empty string. */
  key: string;
  run: () => void;
}

export interface PaletteIndex {
  containers: Container[];
  verbs: Verb[];
  places: Place[];
  isLegal: (verb: Verb, container: Container) => boolean;
}

/** `positions` are the matched letters of the name or the label. */
export type PaletteHit = { score: number; positions: number[] } & (
  | { kind: "container"; container: Container }
  | { kind: "command"; verb: Verb; container: Container }
  | { kind: "place"; place: Place }
);
