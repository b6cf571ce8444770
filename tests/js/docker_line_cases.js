/** Docker commands as Python builds and splits them, so that the tests keep no second copy. */

import { execFileSync } from "node:child_process";

const PRINT = `
import itertools, random, shlex
from dockcycle.domain.console import ExecSpec
from dockcycle.domain.create import docker_line as lines
from dockcycle.domain.create.run_line import shell_split
from dockcycle.domain.lifecycle.table import OPTIONS
from dockcycle.web.serialize.json_text import encode

TEXTS = ["web-1", "a b", "it's", '"x"', "$HOME", "", "a\\\\b", "x;y", "컨테이너", "é", "new\\nline", "a=b,c@d%e+f:g./-_", "~"]
VALUES = {
    "seconds": [None, 0, 5, -1],
    "signal": [None, "", "SIGINT", "a b"],
    "switch": [None, False, True],
    "name": ["other", "it's"],
}

def commands():
    for command, options in OPTIONS.items():
        for values in itertools.product(*(VALUES[option.kind] for option in options)):
            given = dict(zip((option.name for option in options), values))
            for name in ("web-1", "it's"):
                yield {"command": command, "name": name, "values": given, "line": lines.command_line(command, name, given)}

def execs():
    for tty, user, workdir, env in itertools.product(
        (True, False), (None, "www data"), (None, "/a b"), ({}, {"A": "1", "B C": "it's"})
    ):
        spec = ExecSpec(("sh", "-c", "echo 'hi' $HOME"), tty=tty, user=user, workdir=workdir, env=env)
        opening = {"mode": "exec", "cmd": spec.command, "tty": tty, "user": user, "workdir": workdir, "env": env}
        yield {"name": "web 1", "opening": opening, "line": lines.exec_line(spec, "web 1")}

def split(line):
    try:
        return shell_split.split(line).words
    except shell_split.ShellError:
        return None

def splits():
    choose = random.Random(7)
    for _ in range(3000):
        line = "".join(choose.choices(["a", "é", "=", " ", "\\t", "'", '"', "\\\\"], k=choose.randrange(12)))
        yield line, split(line)

print(encode({
    "splits": list(splits()),
    "quoted": [[text, shlex.quote(text)] for text in TEXTS],
    "joined": [[TEXTS, shlex.join(TEXTS)]],
    "commands": list(commands()),
    "execs": list(execs()),
    "attach": [[text, lines.attach_line(text)] for text in TEXTS],
    "pull": [[text, lines.pull_line(text)] for text in TEXTS],
    "rmi": [[text, force, lines.remove_image_line(text, force=force)] for text in TEXTS for force in (False, True)],
    "rmiMany": [[TEXTS, shlex.join(["docker", "rmi", *TEXTS])]],
    "tag": [[text, lines.tag_line(text, text)] for text in TEXTS],
    "prune": lines.prune_line(),
}).decode())
`;

/** Return arguments and the line that Python builds from them, by builder; and lines with the words of each. */
export function dockerLineCases() {
  return JSON.parse(
    execFileSync(process.env.PYTHON ?? ".venv/bin/python", ["-c", PRINT], { encoding: "utf8" }),
  );
}
