/** Types for consoles: interfaces of the views, and types that they derive from the messages in wire.d.ts. */

import type { ConsoleAbout, ConsoleExit, Container, Open } from "./wire.d.ts";
import type { Page } from "./view.d.ts";

type OpenOptions = Omit<Open, "engine" | "id" | "cols" | "rows">;

/** A request to open a console, without the container and the size. The pages omit fields instead of sending `null`. */
export type Opening = { [Name in keyof OpenOptions]: Exclude<OpenOptions[Name], null> };

/** How a console ended, also one that could not be opened (`refused`). */
export type SessionEnd = Omit<ConsoleExit, "reason"> & { reason: ConsoleExit["reason"] | "refused" };

/** The size of a terminal, in characters. */
export type Size = Required<Pick<Open, "cols" | "rows">>;

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
  channel: import("../static/js/console/console_channel.js").ConsoleChannel;
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
