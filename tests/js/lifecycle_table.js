/** The lifecycle table as the server embeds it, read from Python so that the tests keep no second copy. */

import { execFileSync } from "node:child_process";

const PRINT = `
from dockcycle.domain.access import NEEDS, Mode
from dockcycle.web import lifecycle_table
from dockcycle.web.serialize.json_text import encode
print(encode(lifecycle_table.lifecycle_table("en", Mode.ADMIN, NEEDS.keys())).decode())
`;

const PRINT_CAUSES = `
from dockcycle.domain.lifecycle.causes import CAUSES
print("\\n".join(CAUSES))
`;

let read = "";

/** @param {string} program */
function python(program) {
  return execFileSync(process.env.PYTHON ?? ".venv/bin/python", ["-c", program], { encoding: "utf8" });
}

/** Return the codes of all causes of an exit or a failed start. */
export function causeCodes() {
  return python(PRINT_CAUSES).trim().split("\n");
}

/** Return a fresh copy of the table. */
export function lifecycle() {
  read ||= python(PRINT);
  return JSON.parse(read);
}

/** Return the part of a page that the rules need: the table and the engines. */
export function rules(engines = []) {
  return { lifecycle: lifecycle(), store: { state: { engines } } };
}
