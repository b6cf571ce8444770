"""The commands that practice containers know. `COMMANDS` is the only table of them."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite

from dockcycle.domain.shell_names import SHELLS
from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.engine.practice.programs.container_files import ContainerFiles, absolute
from dockcycle.engine.practice.programs.effects import Effect, ReadInput, RepeatOutput, Sleep, UseAllMemory
from dockcycle.engine.practice.programs.signal_handlers import signal_numbers

USAGE = 2
_SECONDS_AT_MOST = 10.0 * 365 * 86_400
_NUMBERS_AT_MOST = 100_000
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_HELP = (
    "This is a practice container, simulated without Docker.\n"
    "Commands: cat cd clear date echo env exec exit export false help hostname id ls mkdir ps pwd rm seq sh sleep\n"
    "stty tail test top touch trap true uname which whoami yes\n"
    "Syntax: ; && || > >> $NAME while until for if. Ctrl-C interrupts a command, Ctrl-D exits the shell.\n"
)


@dataclass(frozen=True, slots=True)
class Machine:
    """A container as its processes see it.

    `processes` returns the output of `ps`, `size` the rows and columns of the terminal, `now_ns` the time.
    """

    files: ContainerFiles
    hostname: str
    processes: Callable[[], str]
    size: Callable[[], tuple[int, int]]
    now_ns: Callable[[], int]


@dataclass(slots=True)
class ShellState:
    """The state of one shell: the directory, the last exit code, and the action of each signal with a handler.

    `has_exited` is True after `exit`.
    """

    machine: Machine
    variables: dict[str, str]
    directory: str = "/"
    code: int = 0
    traps: dict[int, str] = field(default_factory=dict)
    has_exited: bool = False

    def path(self, name: str) -> str:
        """Return a file name as an absolute path."""
        return absolute(name, self.directory)


@dataclass(frozen=True, slots=True)
class Result:
    """The output and the exit code of a command, and the effect that it has after its output and before its exit."""

    text: str = ""
    code: int = 0
    effect: Effect | None = None


def _failed(text: str) -> Result:
    return Result(text, 1)


Command = Callable[[ShellState, list[str]], Result]


def _exit(state: ShellState, args: list[str]) -> Result:
    state.has_exited = True
    return Result(code=int(args[0]) % 256 if args and args[0].isdecimal() else state.code)


def _trap(state: ShellState, args: list[str]) -> Result:
    for number in signal_numbers(args[1:]):
        if args[0] == "-":
            state.traps.pop(number, None)
        else:
            state.traps[number] = args[0]
    return Result()


def _echo(_: ShellState, args: list[str]) -> Result:
    no_newline = args[:1] == ["-n"]
    return Result(" ".join(args[no_newline:]) + ("" if no_newline else "\n"))


def _cat(state: ShellState, args: list[str]) -> Result:
    if not args:
        return Result(effect=ReadInput())
    texts: list[str] = []
    for name in args:
        text = _content(state, state.path(name))
        if text is None:
            return _failed("".join(texts) + f"cat: can't open '{name}': No such file or directory\n")
        texts.append(text)
    return Result("".join(texts))


def _content(state: ShellState, path: str) -> str | None:
    fixed = {"/etc/hostname": state.machine.hostname + "\n", "/etc/os-release": 'NAME="Practice"\n', "/dev/null": ""}
    return state.machine.files.read(path) if path in state.machine.files else fixed.get(path)


def _ls(state: ShellState, args: list[str]) -> Result:
    directory = state.path(next((one for one in args if not one.startswith("-")), "."))
    return Result("".join(f"{name}\n" for name in state.machine.files.names_in(directory)))


def _cd(state: ShellState, args: list[str]) -> Result:
    state.directory = state.path(args[0] if args else "/root")
    return Result()


def _export(state: ShellState, args: list[str]) -> Result:
    for word in args:
        name, _, value = word.partition("=")
        state.variables[name] = value
    return Result()


def _env(state: ShellState, _: list[str]) -> Result:
    return Result("".join(f"{name}={value}\n" for name, value in state.variables.items()))


def _sleep(_: ShellState, args: list[str]) -> Result:
    text = args[0] if args else ""
    number, unit = (text[:-1], _UNITS[text[-1]]) if text[-1:] in _UNITS else (text, 1)
    try:
        seconds = float(number) * unit
    except ValueError:
        return _failed(f"sleep: invalid number '{text}'\n")
    return Result(effect=Sleep(min(max(seconds, 0.0), _SECONDS_AT_MOST) if isfinite(seconds) else None))


def _tail(state: ShellState, args: list[str]) -> Result:
    if args[-1:] == ["/dev/zero"]:
        return Result(effect=UseAllMemory())
    shown = _cat(state, [one for one in args if not one.startswith("-")][-1:]) if args else Result(effect=ReadInput())
    return Result(shown.text, effect=Sleep(None)) if "-f" in args and not shown.code else shown


def _stty(state: ShellState, args: list[str]) -> Result:
    return Result("{} {}\n".format(*state.machine.size()) if args == ["size"] else "")


def _seq(_: ShellState, args: list[str]) -> Result:
    last = min(int(args[-1]), _NUMBERS_AT_MOST) if args and args[-1].isdecimal() else 0
    return Result("".join(f"{number}\n" for number in range(1, last + 1)))


def _create(state: ShellState, args: list[str]) -> Result:
    for name in args:
        if not name.startswith("-"):
            state.machine.files.create(state.path(name))
    return Result()


def _rm(state: ShellState, args: list[str]) -> Result:
    names = [one for one in args if not one.startswith("-")]
    is_forced = any(one.startswith("-") and "f" in one for one in args)
    missing = [name for name in names if not state.machine.files.remove(state.path(name))]
    if not missing or is_forced:
        return Result()
    return _failed("".join(f"rm: can't remove '{name}': No such file or directory\n" for name in missing))


def _test(state: ShellState, args: list[str]) -> Result:
    words = args[:-1] if args[-1:] == ["]"] else args
    is_negated = words[:1] == ["!"]
    return Result(code=int(_holds(state, words[is_negated:]) == is_negated))


def _holds(state: ShellState, words: list[str]) -> bool:
    match words:
        case ["-e" | "-f" | "-d" as kind, name]:
            path = state.path(name)
            is_directory = state.machine.files.is_directory(path)
            return (
                is_directory if kind == "-d" else _content(state, path) is not None or (is_directory and kind == "-e")
            )
        case ["-z", text]:
            return not text
        case ["-n", text] | [text]:
            return bool(text)
        case [left, "=" | "==", right]:
            return left == right
        case [left, "!=", right]:
            return left != right
    return False


def _which(_: ShellState, args: list[str]) -> Result:
    found = [one for one in args if one in COMMANDS or one in SHELLS]
    return Result("".join(f"/bin/{one}\n" for one in found), int(len(found) < len(args)))


def _date(state: ShellState, _: list[str]) -> Result:
    now = time.gmtime(state.machine.now_ns() // NANOSECONDS)
    return Result(time.strftime("%a %b %e %H:%M:%S UTC %Y\n", now))


def _prints(text: str) -> Command:
    return lambda *_: Result(text)


def _has(effect: Effect) -> Command:
    return lambda *_: Result(effect=effect)


COMMANDS: Mapping[str, Command] = {
    "exit": _exit, "trap": _trap, "echo": _echo, "cat": _cat, "ls": _ls, "cd": _cd, "export": _export, "env": _env,
    "sleep": _sleep, "tail": _tail, "stty": _stty, "seq": _seq, "touch": _create, "mkdir": _create, "rm": _rm,
    "test": _test, "[": _test, "which": _which, "date": _date,
    "true": _prints(""), ":": _prints(""), "wait": _prints(""), "clear": _prints("\x1b[H\x1b[2J"),
    "false": lambda *_: Result(code=1),
    "help": _prints(_HELP), "whoami": _prints("root\n"), "id": _prints("uid=0(root) gid=0(root)\n"),
    "uname": _prints("Linux\n"),
    "pwd": lambda state, _: Result(state.directory + "\n"),
    "hostname": lambda state, _: Result(state.machine.hostname + "\n"),
    "ps": lambda state, _: Result(state.machine.processes()),
    "top": lambda state, _: Result(state.machine.processes(), effect=Sleep(None)),
    "yes": lambda _, args: Result(effect=RepeatOutput((" ".join(args) or "y") + "\n")),
    "stress": _has(UseAllMemory()), "stress-ng": _has(UseAllMemory()), "oom": _has(UseAllMemory()),
}  # fmt: skip


def is_known(command: Sequence[str]) -> bool:
    """Return whether the program of a command is a known command or a shell."""
    name = command[0].rpartition("/")[2]
    return name in COMMANDS or name in SHELLS
