/** Types that the pages for images and for new containers derive from the messages in wire.d.ts. */

import type * as wire from "./wire.d.ts";

/** The settings of a new container. An absent field has the default of the engine or of the image. */
export type Create = wire.Make;

/** The settings for a copy of a container. */
export type Like = Omit<wire.Likened, "ok">;

/** A health check. Times are in seconds. */
export type Health = wire.Check;

/** A container that uses an image or that has the wanted name. */
export type User = wire.Holder;

/** A failure, from the server or from the page. The page adds `help` and codes of its own. */
export type Problem = Pick<wire.Problem, "status" | "detail"> &
  Partial<Omit<wire.Problem, "ok" | "type" | "status" | "detail" | "code">> & { code: string; help?: string };
