"""Interprets the commands of practice containers: how long they run, their exit code and their signal handlers.

It supports a small subset of `sh -c`. Like PID 1 of a real container, a program reacts only to SIGKILL and to signals
that it has a handler for.
"""

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from pathlib import PurePosixPath
from types import MappingProxyType

from dockcycle.domain.lifecycle.causes import SIGNAL_NAMES

SIGNALS: Mapping[str, int] = {name.removeprefix("SIG"): number for number, name in SIGNAL_NAMES.items()}
#: The exit code of a shell for a script with a syntax error.
SYNTAX_ERROR = 2
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_SHELLS = ("sh", "bash", "ash", "dash", "zsh")
#: Interpreters that read their program from the terminal if they have no arguments.
_INTERPRETERS = ("python", "python3", "node", "irb")
_HUNGRY = ("stress", "stress-ng", "oom")
#: Programs that a signal ends with exit code 128 + n: their runtime handles the signal, not the program.
_ENDS_BY_SIGNAL = ("java", "celery", "report")
_IGNORES_SIGNALS = ("node", "cat", "top", "yes", "tail")
_DIRECTORIES = ("/", "/bin", "/etc", "/tmp", "/usr")  # noqa: S108 (a directory of the pretended container)


@dataclass(frozen=True, slots=True)
class Program:
    """The behaviour of a process. It exits with `code` after `seconds` (None: never).

    `handlers` map a signal to the exit code that follows, None if the process survives the signal. A `hungry` process
    allocates memory up to its limit. `says` are the lines that it writes at its start.
    """

    seconds: float | None = None
    code: int = 0
    handlers: Mapping[int, int | None] = field(default_factory=lambda: MappingProxyType({}))
    hungry: bool = False
    says: tuple[str, ...] = ()


class CannotStartError(Exception):
    """The main process cannot start.

    `code` is Docker's exit code: 127 (not found), 126 (not executable) or 128 (other causes). `status` is the HTTP
    status of the response.
    """

    def __init__(self, code: int, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status


def understand(command: Sequence[str], files: set[str], *, interactive: bool = False) -> Program:
    """Return the behaviour of `command`; raises CannotStartError if the command cannot be executed.

    Commands such as `touch` and `test` change and read `files` at once.
    """
    words = list(command)
    if words and _name(words[0]) == "docker-entrypoint.sh":
        words = words[1:]
    _check(words)
    if _name(words[0]) in _SHELLS or (words[1:] == [] and _name(words[0]) in _INTERPRETERS):
        return _shell(words, files, interactive=interactive)
    return _simple(words, files)


def _name(path: str) -> str:
    return PurePosixPath(path).name


def _check(words: Sequence[str]) -> None:
    start = 'failed to create shim task: OCI runtime create failed: unable to start container process: exec: "{}": {}'
    if not words or _name(words[0]).startswith(("nosuch", "no-such")):
        what = words[0] if words else ""
        raise CannotStartError(127, start.format(what, "executable file not found in $PATH: unknown"))
    if words[0] in _DIRECTORIES:
        raise CannotStartError(126, start.format(words[0], "permission denied: unknown"))


def _shell(words: Sequence[str], files: set[str], *, interactive: bool) -> Program:
    if "-c" in words[:-1]:
        return _script(words[words.index("-c") + 1], files)
    if interactive:
        return Program(handlers={SIGNALS["HUP"]: 129})
    return Program(seconds=0)


def _simple(words: Sequence[str], files: set[str]) -> Program:
    """Return the behaviour of a single command outside a shell."""
    name = _name(words[0])
    if name == "sleep":
        return Program(seconds=_seconds(words[1:]))
    if name in _HUNGRY or words[-1] == "/dev/zero":
        return Program(hungry=True)
    code = _builtin(words, files)
    if code is not None:
        says = (" ".join(words[1:]),) if name == "echo" else ()
        return Program(seconds=0, code=code, says=says)
    return Program(handlers=_handlers_of(name))


def _builtin(words: Sequence[str], files: set[str]) -> int | None:
    """Run a command that ends at once and return its exit code; None for any other command."""
    match [_name(words[0]), *words[1:]]:
        case ["true" | ":" | "echo" | "ls" | "date" | "env" | "hostname" | "id" | "ps" | "wait", *_]:
            return 0
        case ["false"]:
            return 1
        case ["touch" | "mkdir", *paths]:
            files.update(paths)
            return 0
        case ["rm", *paths]:
            files.difference_update(paths)
            return 0
        case ["test", "-e" | "-f", path] | ["[", "-e" | "-f", path, "]"]:
            return 0 if path in files else 1
        case ["test", "!", "-e" | "-f", path] | ["[", "!", "-e" | "-f", path, "]"]:
            return 1 if path in files else 0
    return None


def _handlers_of(name: str) -> Mapping[int, int | None]:
    if name in _IGNORES_SIGNALS:
        return {}
    if name in _ENDS_BY_SIGNAL:
        return {number: 128 + number for number in (SIGNALS["HUP"], SIGNALS["INT"], SIGNALS["TERM"])}
    return {SIGNALS["HUP"]: None, SIGNALS["INT"]: 0, SIGNALS["QUIT"]: 0, SIGNALS["TERM"]: 0}


def _seconds(words: Sequence[str]) -> float | None:
    """Return the duration of `sleep` in seconds, None for infinity."""
    text = words[0] if words else ""
    number, unit = (text[:-1], _UNITS[text[-1]]) if text[-1:] in _UNITS else (text, 1)
    try:
        seconds = max(0.0, float(number) * unit)
    except ValueError:
        return 0.0
    return seconds if isfinite(seconds) else None


def _script(text: str, files: set[str]) -> Program:
    try:
        found = list(statements(text))
    except ValueError:  # an unterminated quote
        return Program(seconds=0, code=SYNTAX_ERROR)
    return _Script(files).run(found)


class _Script:
    """Interprets the statements of `sh -c`. All take effect at the start; only `sleep` takes time."""

    def __init__(self, files: set[str]) -> None:
        self._files = files
        self._handlers: dict[int, int | None] = {}
        self._seconds: float | None = 0.0
        self._code = 0
        self._over = False
        self._hungry = False
        self._says: list[str] = []

    def run(self, statements: Iterable[tuple[str, list[str]]]) -> Program:
        """Return the behaviour of the whole script."""
        for operator, words in statements:
            if (operator == "&&" and self._code) or (operator == "||" and not self._code):
                continue
            self._take(words)
            if self._over:
                break
        return Program(self._seconds, self._code, self._handlers, self._hungry, tuple(self._says))

    def _take(self, words: list[str]) -> None:
        match words:
            case ["trap", action, *signals]:
                self._trap(action, signals)
            case ["exit", *code]:
                self._code = int(code[0]) % 256 if code and code[0].isdecimal() else self._code
                self._over = True
            case ["while" | "until" | "for", *_]:
                self._stay()
            case ["exec", *command]:
                self._call(command)
                self._over = True
            case _:
                self._call(words)

    def _trap(self, action: str, signals: Sequence[str]) -> None:
        for name in signals:
            number = SIGNALS.get(name.removeprefix("SIG"))
            if number is None:
                continue
            kind, _, code = action.partition(" ")
            self._handlers[number] = int(code) if kind == "exit" and code.isdecimal() else None

    def _call(self, words: list[str]) -> None:
        try:
            program = understand(words, self._files)
        except CannotStartError as error:
            self._code = error.code
            return
        self._code = program.code
        self._hungry = program.hungry
        self._says += program.says
        if program.seconds is None:
            self._stay()
        elif self._seconds is not None:
            self._seconds += program.seconds

    def _stay(self) -> None:
        self._seconds = None
        self._over = True


def statements(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the statements of a script, each with the operator before it (`;` for the first).

    Raises ValueError for an unterminated quote.
    """
    tokens = shlex.shlex(text, posix=True, punctuation_chars=";&|\n")
    tokens.whitespace = " \t"
    tokens.commenters = ""
    tokens.whitespace_split = True  # `$`, `,` and `:` belong to their words
    operator = ";"
    words: list[str] = []
    for token in tokens:
        if token and set(token) <= set(";&|\n"):
            if words:
                yield operator, words
            operator, words = token, []
        else:
            words.append(token)
    if words:
        yield operator, words
