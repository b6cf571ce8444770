/** The real lifecycle table, as the server embeds it: tests of the browser's rules keep no second copy either. */

import { execFileSync } from "node:child_process";

const PRINT = `
import orjson
from dockcycle.domain.access import Mode
from dockcycle.web import lifecycle_table
print(orjson.dumps(lifecycle_table.lifecycle_table("en", Mode.ADMIN)).decode())
`;

let read = "";

/** Return a fresh copy of the table. */
export function lifecycle() {
  read ||= execFileSync(process.env.PYTHON ?? ".venv/bin/python", ["-c", PRINT], { encoding: "utf8" });
  return JSON.parse(read);
}

/** Return a command's row. */
export function row(command) {
  return lifecycle().commands.find(({ name }) => name === command);
}

/** Return what a page knows of the rules: the table, and its engines. */
export function rules(engines = []) {
  return { lifecycle: lifecycle(), store: { state: { engines } } };
}
