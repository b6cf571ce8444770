/**
 * Matches containers against a search. A search has plain words and fields: `name:` `id:` `image:` `state:` `project:`
 * `service:` `pod:` `engine:` `health:`.
 */

/** @import { Container } from "../../../../types/wire.d.ts" */
/** @import { Filter } from "../../../../types/view.d.ts" */

/** @type {Record<string, (container: Container) => string>} */
const FIELDS = {
  name: (container) => container.name,
  id: (container) => container.id,
  image: (container) => container.image,
  state: (container) => `${container.state} ${container.room}`,
  project: (container) => container.project ?? "",
  service: (container) => container.service ?? "",
  pod: (container) => container.pod ?? "",
  engine: (container) => container.engine,
  health: (container) => container.health ?? "",
};

/**
 * Return a function that returns whether a container matches the filter. A container must match every word.
 * @param {Filter} filter
 * @returns {(container: Container) => boolean}
 */
export function matcher({ q, engine, project, pod }) {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const tests = words.map(wordTest);
  return (container) =>
    (!engine || container.engine === engine) &&
    (!project || container.project === project) &&
    (!pod || container.pod === pod) &&
    tests.every((test) => test(container));
}

/**
 * @param {string} word
 * @returns {(container: Container) => boolean}
 */
function wordTest(word) {
  const [, key = "", value = ""] = /^(\w+):(.*)$/.exec(word) ?? [];
  const field = Object.hasOwn(FIELDS, key) ? FIELDS[key] : undefined;
  if (field) return (container) => field(container).toLowerCase().includes(value);
  return (container) => anywhere(container).includes(word);
}

/** @param {Container} container */
function anywhere({ name, image, project, service, pod, state, room, id }) {
  return [name, image, project, service, pod, state, room, id.slice(0, 12)].join("\n").toLowerCase();
}
