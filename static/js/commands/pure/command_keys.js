/** The keys of commands. Each key has one meaning on all pages; `docs/style.md` lists them all. */

/**
 * The commands of each key. The first possible one runs. If none is possible, the last one shows the reason.
 * @type {Readonly<Record<string, string[]>>}
 */
export const COMMAND_KEYS = Object.freeze({
  s: ["start", "stop"],
  p: ["pause", "unpause"],
  r: ["restart"],
  k: ["kill"],
  n: ["rename"],
  F2: ["rename"],
  Delete: ["remove", "force-remove"],
  e: ["exec"],
  a: ["attach"],
});

/** Commands that interrupt a running container. A key asks before it runs one of them. */
const INTERRUPTING = new Set(["stop", "restart", "pause"]);

/** @param {string} command */
export function interrupts(command) {
  return INTERRUPTING.has(command);
}

/**
 * Return the key of a command as it is written on a keyboard, or an empty string.
 * @param {string} command
 */
export function keyOfCommand(command) {
  const [key = ""] = Object.entries(COMMAND_KEYS).find(([, commands]) => commands.includes(command)) ?? [];
  return key === "Delete" ? "Del" : key;
}
