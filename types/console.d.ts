/** Consoles, as docs/protocol.md tells them (`/console`), and what the views of the console give each other. */

import type { Container } from "./wire.d.ts";
import type { Page } from "./view.d.ts";

export interface ConsoleExit {
  exitCode: number | null;
  reason: string;
  /** One sentence in the page's language. */
  text: string;
  /** It could not be made sure that the process of an exec has ended. */
  left: boolean;
}

export interface ConsoleAbout {
  console: string;
  engine: string;
  id: string;
  name: string;
  mode: "exec" | "attach";
  cmd: string[];
  tty: boolean;
  /** It has a stdin, and this browser opened it. */
  canType: boolean;
  isOwner: boolean;
  user: string | null;
  workdir: string | null;
  cols: number;
  rows: number;
  docker: string;
  openedAt: string;
  /** When it ends unless somebody types. */
  idleAt: string;
  endsAt: string;
  viewers: number;
  exit: ConsoleExit | null;
}

/** What is asked for, without its size. */
export interface Opening {
  mode: "exec" | "attach";
  cmd?: string[];
  tty?: boolean;
  user?: string;
  workdir?: string;
  env?: Record<string, string>;
  stdin?: boolean;
}

export interface Size {
  cols: number;
  rows: number;
}

/** `opening`: not there yet; `lost`: the page has no server; `ended`: it is over, or could not be opened. */
export type ConsoleState = "opening" | "live" | "lost" | "ended";

/** What hears of one console. */
export interface ConsoleListener {
  output(bytes: Uint8Array): void;
  replay(bytes: Uint8Array): void;
  exit(exit: ConsoleExit): void;
  about(about: ConsoleAbout): void;
}

/** What is known of the main process before it is joined; null where the engine did not tell. */
export interface MainProcess {
  tty: boolean | null;
  openStdin: boolean | null;
  /** Its command line. */
  command: string;
}

/** What every part of the console is given. */
export interface Desk {
  page: Page;
  wire: import("../static/js/console/console_channel.js").Wire;
  preferences: import("../static/js/console/terminal/preferences.js").Preferences;
  engine: string;
  /** The full id of the container; it changes where the page follows a name. */
  readonly id: string;
  readonly name: string;
  /** As the board has it, null when it is gone. */
  readonly container: Container | null;
  main(): Promise<MainProcess>;
  /** Say something to a screen reader. */
  speak(text: string): void;
}

/** One line under the bar of a console. */
export interface Notice {
  kind: "info" | "warn" | "lost" | "end";
  text: string;
}
