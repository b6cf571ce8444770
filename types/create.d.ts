/** Types for the parts of the create form. Each part owns some fields of the request body. */

import type { Create } from "./images.d.ts";

export type FieldName = keyof Create;

export interface Part {
  /** The fields of the body that the part reads and writes. */
  names: FieldName[];
  element: HTMLElement;
  /** Return the fields that are set. An absent field means the default of the engine or the image. */
  read(): Partial<Create>;
  write(create: Partial<Create>): void;
  /** Show an error; an empty string clears it. */
  fail(why: string): void;
  focus(): void;
}

/** Parts below one summary, expanded or collapsed. */
export interface Section {
  title: string;
  parts: Part[];
  /** A note above the parts. */
  note?: string;
  isUnsafe?: boolean;
}
