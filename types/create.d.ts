/** The form of what is created: its parts, each of which owns some fields of the body. */

import type { Create } from "./images.d.ts";

export type FieldName = keyof Create;

export interface Part {
  /** The fields of the body it reads and writes. */
  names: FieldName[];
  element: HTMLElement;
  /** Only what is set: an absent field is the engine's or the image's default. */
  read(): Partial<Create>;
  write(create: Partial<Create>): void;
  /** Say what is wrong with it; an empty text takes it back. */
  fail(why: string): void;
  focus(): void;
}

/** Parts under one summary, folded or not. */
export interface Section {
  title: string;
  parts: Part[];
  /** Said above the parts. */
  note?: string;
  isUnsafe?: boolean;
}
