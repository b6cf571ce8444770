/** Whether an image is here already, whatever of its names it is called by. Pure but for the grammar of names. */

/** @import { Image } from "../../../types/wire.d.ts" */
import { fullName, readReference } from "../pull/image_reference.js";

/** The least of an id that docker takes for one; shorter ones are more likely names. */
const ID_AT_LEAST = 4;

/**
 * Return the image of an engine that a reference names, undefined where it is not here.
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
