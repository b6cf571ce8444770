/** Finds the local image for an image name in any of its notations, or for an id. */

/** @import { Image } from "../../../types/wire.d.ts" */
import { fullName, readReference } from "../pull/pure/image_reference.js";

/** Minimum length of text that is read as the start of an id. Shorter text is more likely a name. */
const ID_AT_LEAST = 4;

/**
 * Return the local image of an engine for an image name or id, undefined if there is none.
 * @param {readonly Image[]} images
 * @param {string} engine
 * @param {string} reference
 */
export function localImage(images, engine, reference) {
  const here = images.filter((image) => image.engine === engine);
  const name = fullName(readReference(reference));
  const named = here.find(({ tags }) =>
    tags.some((tag) => tag === reference || fullName(readReference(tag)) === name),
  );
  return named ?? byId(here, reference);
}

/** @param {Image[]} images @param {string} reference */
function byId(images, reference) {
  const id = reference.replace(/^sha256:/, "");
  if (id.length < ID_AT_LEAST || !/^[0-9a-f]+$/.test(id)) return undefined;
  return images.find((image) => image.id.replace(/^sha256:/, "").startsWith(id));
}
