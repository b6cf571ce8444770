"""The small shell in consoles of practice containers."""

import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from dockcycle.engine.practice.programs.programs import statements

SHELLS = ("sh", "bash", "ash")
_SLEEP_SECONDS_AT_MOST = 10.0 * 365 * 86_400
#: Limit of the content of a file and of the output of a command that is printed at once.
_CHARACTERS_AT_MOST = 1024 * 1024
NOT_FOUND, INTERRUPTED, USAGE = 127, 130, 2
_HELP = (
    "This is practice: there is no real Docker behind this shell.\n"
    "It knows: cat cd clear date echo env exit export false hostname id ls mkdir ps pwd rm seq sleep stty\n"
    "test touch true uname which whoami yes. ; && || and > file work. Ctrl-C interrupts, Ctrl-D leaves."
)


@dataclass(slots=True)
class Shell:
    """The state of one shell.

    The container shares `files` with all its shells. `processes` returns the output of `ps`, `size` the terminal's rows
    and columns.
    """

    files: set[str]
    variables: dict[str, str]
    host: str
    processes: Callable[[], str]
    size: Callable[[], tuple[int, int]]
    folder: str = "/"
    code: int = 0
    contents: dict[str, str] = field(default_factory=dict)

    def run(self, words: Sequence[str]) -> "Effect":
        """Run one command, with variables expanded and output redirected, and return its effect."""
        words, target = _redirected([self._expanded(word) for word in words])
        if not words:
            return Effect()
        effect = self._command(words[0], list(words[1:]))
        if target:
            self.files.add(target)
            self.contents[target] = effect.text[:_CHARACTERS_AT_MOST]
            return Effect(code=effect.code)
        return effect

    def _expanded(self, word: str) -> str:
        if not word.startswith("$") or len(word) < 2:
            return word
        return str(self.code) if word == "$?" else self.variables.get(word[1:].strip("{}"), "")

    def _command(self, name: str, args: list[str]) -> "Effect":
        name = name.rpartition("/")[2]
        plain = _PLAIN.get(name)
        if plain is not None:
            return plain(self, args)
        return Effect(f"sh: {name}: not found\n", NOT_FOUND)


@dataclass(frozen=True, slots=True)
class Effect:
    """The result of a command: its output and its exit code, and how it continues if it does not end at once.

    It sleeps for `seconds`, repeats `floods` until it is interrupted, or `reads` until the end of input. `exits` ends
    the shell.
    """

    text: str = ""
    code: int = 0
    seconds: float = 0.0
    floods: bytes = b""
    reads: bool = False
    exits: bool = False


def _redirected(words: list[str]) -> tuple[list[str], str]:
    for sign in (">", ">>"):
        if sign in words[:-1]:
            at = words.index(sign)
            return words[:at], words[at + 1]
    return words, ""


def _exit(shell: Shell, args: list[str]) -> Effect:
    return Effect(code=int(args[0]) % 256 if args and args[0].isdecimal() else shell.code, exits=True)


def _echo(_: Shell, args: list[str]) -> Effect:
    no_end = args[:1] == ["-n"]
    return Effect(" ".join(args[no_end:]) + ("" if no_end else "\n"))


def _cat(shell: Shell, args: list[str]) -> Effect:
    if not args:
        return Effect(reads=True)
    known = {"/etc/hostname": shell.host + "\n", "/etc/os-release": 'NAME="Practice"\n', **shell.contents}
    text = ""
    for path in args:
        if path not in known and path not in shell.files:
            return Effect(f"cat: can't open '{path}': No such file or directory\n", 1)
        if len(text) < _CHARACTERS_AT_MOST:
            text += known.get(path, "")
    return Effect(text[:_CHARACTERS_AT_MOST])


def _ls(shell: Shell, args: list[str]) -> Effect:
    folder = next((one for one in args if not one.startswith("-")), shell.folder).rstrip("/") + "/"
    names = {path.removeprefix(folder).partition("/")[0] for path in shell.files if path.startswith(folder)}
    if folder == "/":
        names |= {"bin", "dev", "etc", "home", "proc", "root", "tmp", "usr", "var"}
    return Effect("".join(f"{name}\n" for name in sorted(names)))


def _cd(shell: Shell, args: list[str]) -> Effect:
    target = args[0] if args else "/root"
    shell.folder = target if target.startswith("/") else f"{shell.folder.rstrip('/')}/{target}"
    return Effect()


def _export(shell: Shell, args: list[str]) -> Effect:
    for word in args:
        name, _, value = word.partition("=")
        shell.variables[name] = value
    return Effect()


def _env(shell: Shell, _: list[str]) -> Effect:
    return Effect("".join(f"{name}={value}\n" for name, value in shell.variables.items()))


def _sleep(_: Shell, args: list[str]) -> Effect:
    try:
        return Effect(seconds=min(max(0.0, float(args[0].removesuffix("s"))), _SLEEP_SECONDS_AT_MOST))
    except (IndexError, ValueError):
        return Effect("usage: sleep SECONDS\n", USAGE)


def _stty(shell: Shell, args: list[str]) -> Effect:
    return Effect("{} {}\n".format(*shell.size()) if args == ["size"] else "")


def _seq(_: Shell, args: list[str]) -> Effect:
    last = min(int(args[-1]), 100_000) if args and args[-1].isdecimal() else 0
    return Effect("".join(f"{number}\n" for number in range(1, last + 1)))


def _make(shell: Shell, args: list[str]) -> Effect:
    shell.files.update(one for one in args if not one.startswith("-"))
    return Effect()


def _rm(shell: Shell, args: list[str]) -> Effect:
    shell.files.difference_update(args)
    return Effect()


def _test(shell: Shell, args: list[str]) -> Effect:
    words = [one for one in args if one != "]"]
    is_there = bool(words) and words[-1] in shell.files
    return Effect(code=int(is_there == ("!" in words)))


def _which(_: Shell, args: list[str]) -> Effect:
    found = [one for one in args if one in _PLAIN or one in SHELLS]
    return Effect("".join(f"/bin/{one}\n" for one in found), int(not found))


_PLAIN: Mapping[str, Callable[[Shell, list[str]], Effect]] = {
    "exit": _exit, "echo": _echo, "cat": _cat, "ls": _ls, "cd": _cd, "export": _export, "env": _env, "sleep": _sleep,
    "stty": _stty, "seq": _seq, "touch": _make, "mkdir": _make, "rm": _rm, "test": _test, "[": _test, "which": _which,
    "true": lambda *_: Effect(), ":": lambda *_: Effect(), "false": lambda *_: Effect(code=1),
    "trap": lambda *_: Effect(), "clear": lambda *_: Effect("\x1b[H\x1b[2J"),
    "help": lambda *_: Effect(_HELP + "\n"), "pwd": lambda shell, _: Effect(shell.folder + "\n"),
    "hostname": lambda shell, _: Effect(shell.host + "\n"), "whoami": lambda *_: Effect("root\n"),
    "id": lambda *_: Effect("uid=0(root) gid=0(root)\n"), "uname": lambda *_: Effect("Linux\n"),
    "ps": lambda shell, _: Effect(shell.processes()), "date": lambda *_: Effect("practice time\n"),
    "yes": lambda _, args: Effect(floods=(" ".join(args) or "y").encode() + b"\n"),
}  # fmt: skip


def parsed(line: str) -> list[tuple[str, list[str]]] | None:
    """Return the statements of a line, each with the operator before it; None for an unterminated quote."""
    try:
        return list(statements(line))
    except ValueError:
        return None


def is_shell(argv: Sequence[str]) -> bool:
    """Return whether a command is an interactive shell."""
    return argv[0].rpartition("/")[2] in SHELLS and "-c" not in argv


def script_of(argv: Sequence[str]) -> str:
    """Return a command as a script: the argument of `sh -c`, else the command itself, quoted."""
    if argv[0].rpartition("/")[2] in SHELLS and "-c" in argv[:-1]:
        return argv[argv.index("-c") + 1]
    return shlex.join(argv)


def is_known(argv: Sequence[str]) -> bool:
    """Return whether the shell has this command."""
    name = argv[0].rpartition("/")[2]
    return name in _PLAIN or name in SHELLS
