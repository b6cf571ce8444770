/** The `docker exec` command for the exec form, before the server returns the exact one. */

/** @import { Opening } from "../../../types/console.d.ts" */
import { joinArguments } from "../create/argument_list.js";

/**
 * @param {string} name of the container
 * @param {Opening} opening
 */
export function execLine(name, { cmd = [], tty = true, user, workdir, env = {} }) {
  const flags = [tty ? "-it" : "-i"];
  if (user) flags.push("-u", user);
  if (workdir) flags.push("-w", workdir);
  for (const [key, value] of Object.entries(env)) flags.push("-e", `${key}=${value}`);
  return joinArguments(["docker", "exec", ...flags, name, ...cmd]);
}
