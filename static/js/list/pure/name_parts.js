/** Splits the name of a container into its project and the rest. Pure. */

/**
 * Return the part of the name that is the prefix of its project, with the separator, and the rest. The prefix is empty
 * if the name does not start with the project.
 * @param {{name: string, project: string | null}} container
 */
export function nameParts({ name, project }) {
  const length = (project ?? "").length;
  const hasPrefix = length > 0 && name.startsWith(project ?? "") && /^[-_.]./.test(name.slice(length));
  return hasPrefix
    ? { prefix: name.slice(0, length + 1), rest: name.slice(length + 1) }
    : { prefix: "", rest: name };
}
