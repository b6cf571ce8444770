/** Types for consoles: messages of the namespace `/console` (`docs/protocol.md`) and interfaces of the views. */

import type { Container } from "./wire.d.ts";
import type { Page } from "./view.d.ts";

export interface ConsoleExit {
  exitCode: number | null;
  reason: string;
  /** One sentence in the page's language. */
  text: string;
  /** True if the server could not verify that the process of an exec has ended. */
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
  /** True if the console has a stdin and this browser opened it. */
  canType: boolean;
  isOwner: boolean;
  user: string | null;
  workdir: string | null;
  cols: number;
  rows: number;
  docker: string;
  openedAt: string;
  /** When the session ends if nobody types. */
  idleAt: string;
  endsAt: string;
  viewers: number;
  exit: ConsoleExit | null;
}

/** The request for a console, without the terminal size. */
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

/** `opening`: requested; `lost`: no connection to the server; `ended`: ended, or could not be opened. */
export type ConsoleState = "opening" | "live" | "lost" | "ended";

/** Receives the events of one console. */
export interface ConsoleListener {
  output(bytes: Uint8Array): void;
  replay(bytes: Uint8Array): void;
  exit(exit: ConsoleExit): void;
  about(about: ConsoleAbout): void;
}

/** Facts about the main process before an attach. Null: the engine did not report it. */
export interface MainProcess {
  tty: boolean | null;
  openStdin: boolean | null;
  /** Its command line. */
  command: string;
}

/** The context that every part of the console receives. */
export interface Desk {
  page: Page;
  wire: import("../static/js/console/console_channel.js").Wire;
  preferences: import("../static/js/console/terminal/preferences.js").Preferences;
  engine: string;
  /** The full id of the container. It changes if a new container takes the name in the URL. */
  readonly id: string;
  readonly name: string;
  /** The container on the board; null after its removal. */
  readonly container: Container | null;
  main(): Promise<MainProcess>;
  /** Announce a text to screen readers. */
  speak(text: string): void;
}

/** One line below the bar of a console. */
export interface Notice {
  kind: "info" | "warn" | "lost" | "end";
  text: string;
}
