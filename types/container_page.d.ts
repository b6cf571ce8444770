/** Types for the container page: interfaces of its views. */

import type { Container } from "./wire.d.ts";

/** The container of the page. */
export interface About {
  readonly engine: string;
  /** The id or name in the URL. */
  readonly asked: string;
  /** The current container, or null. */
  readonly container: Container | null;
  /** The last known state of the container after its removal. */
  readonly last: Container | null;
  /** Call `listener` after every change. Returns a function that removes the listener. */
  onChange(listener: () => void): () => unknown;
  /** Open a tab; `wish` says what to do in it. */
  open(tab: string, wish?: string): void;
}

/** A tab. It is created once and connected while it is shown. */
export interface Tab {
  element: HTMLElement;
  connect(wish?: string): void;
  disconnect(): void;
}
