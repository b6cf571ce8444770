"""The interpreter of practice containers. It runs commands and scripts, and yields their effects.

The main process, exec and the lines that are typed in a console all run it, so they have the same output and exit code.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dockcycle.domain.shell_names import is_interpreter_alone, is_shell, program_name, without_entrypoint
from dockcycle.engine.practice.programs.effects import Effect, Output, RepeatOutput, Sleep
from dockcycle.engine.practice.programs.shell_commands import COMMANDS, USAGE, Result, ShellState, is_known
from dockcycle.engine.practice.programs.shell_syntax import (
    Branch,
    ForLoop,
    Loop,
    Script,
    ScriptStep,
    ShellSyntaxError,
    Words,
    parse_script,
)
from dockcycle.engine.practice.programs.signal_handlers import handlers_of
from dockcycle.engine.practice.programs.start_errors import NOT_EXECUTABLE, NOT_FOUND, why_not_executable

#: A round of a loop that took less than `SHORT_SECONDS` is followed by a pause of `ROUND_SECONDS`, so that an endless
#: loop costs little.
ROUND_SECONDS, SHORT_SECONDS = 0.1, 0.01
_VARIABLE = re.compile(r"\$(?:(\w+)|\{(\w+)\}|(\?))")
_CAUSES = {NOT_FOUND: "not found", NOT_EXECUTABLE: "Permission denied"}


@dataclass(frozen=True, slots=True)
class Servers:
    """Programs that are not in `COMMANDS`, such as nginx. Each prints `lines` and runs until a signal."""

    lines: tuple[str, ...] = ()


class Shell:
    """Runs commands one after the other and keeps the state between them.

    Every method that runs something yields the effects; `state.code` is the exit code afterwards. With `servers`, every
    other name is a server program; None: only the names in `COMMANDS` exist.
    """

    def __init__(self, state: ShellState, servers: Servers | None = None) -> None:
        self.state = state
        self._servers = servers
        self._paused = False

    def execute(self, command: Sequence[str]) -> Iterator[Effect]:
        """Replace the shell by one command, as `exec` does: its signal handlers apply, and its end is the exit."""
        words = without_entrypoint(command)
        name = program_name(words[0])
        self.state.traps = dict(handlers_of(name)) if self._servers is not None and is_server(words) else {}
        if is_shell(name) and "-c" in words[:-1]:
            yield from self.run(words[words.index("-c") + 1])
        else:
            yield from self._program(tuple(words))
        self.state.has_exited = True

    def run(self, text: str) -> Iterator[Effect]:
        """Run a script: a line of a console, the argument of `sh -c`, or the action of a signal handler."""
        try:
            script = parse_script(text)
        except ShellSyntaxError as error:
            self.state.code = USAGE
            yield Output(f"sh: syntax error: {error}\n", is_error=True)
            return
        yield from self._script(script)

    def _script(self, script: Script) -> Iterator[Effect]:
        for step in script:
            if self.state.has_exited:
                return
            if not self._is_skipped(step):
                yield from self._step(step.command)

    def _is_skipped(self, step: ScriptStep) -> bool:
        return (step.operator == "&&" and self.state.code != 0) or (step.operator == "||" and self.state.code == 0)

    def _step(self, command: Words | Loop | ForLoop | Branch) -> Iterator[Effect]:
        match command:
            case Loop():
                yield from self._loop(command)
            case ForLoop():
                yield from self._for(command)
            case Branch():
                yield from self._script(command.condition)
                yield from self._script(command.otherwise if self.state.code else command.body)
            case _:
                yield from self._words(command)

    def _loop(self, loop: Loop) -> Iterator[Effect]:
        while True:
            self._paused = False
            yield from self._script(loop.condition)
            if self.state.has_exited or (self.state.code == 0) == loop.is_until:
                break
            yield from self._script(loop.body)
            yield from self._pause()
        self.state.code = self.state.code if self.state.has_exited else 0

    def _for(self, loop: ForLoop) -> Iterator[Effect]:
        for value in loop.values:
            self.state.variables[loop.name] = self._expanded(value)
            self._paused = False
            yield from self._script(loop.body)
            yield from self._pause()

    def _pause(self) -> Iterator[Effect]:
        if not self._paused and not self.state.has_exited:
            self._paused = True
            yield Sleep(ROUND_SECONDS)

    def _words(self, words: Words) -> Iterator[Effect]:
        command, target = _redirected([self._expanded(word) for word in words])
        effects = self._command(command)
        return effects if target is None else self._into_file(effects, target)

    def _command(self, words: list[str]) -> Iterator[Effect]:
        match words:
            case [] | ["exec"]:
                return
            case ["exec", *command]:
                yield from self.execute(command)
            case [word] if word.partition("=")[0].isidentifier() and "=" in word:
                name, _, self.state.variables[name] = word.partition("=")
            case _:
                yield from self._program(tuple(words))

    def _into_file(self, effects: Iterator[Effect], target: "_Target") -> Iterator[Effect]:
        """Write the output to a file instead of yielding it. Endless output is not written."""
        path, files = self.state.path(target.name), self.state.machine.files
        files.write(path, (files.read(path) or "") if target.is_appended else "")
        for effect in effects:
            if isinstance(effect, Output) and not effect.is_error:
                files.write(path, (files.read(path) or "") + effect.text)
            else:
                yield Sleep(None) if isinstance(effect, RepeatOutput) else effect

    def _expanded(self, word: str) -> str:
        variables: Mapping[str, str] = {**self.state.variables, "?": str(self.state.code)}
        return _VARIABLE.sub(lambda found: variables.get(found[found.lastindex or 0], ""), word)

    def _program(self, words: Words) -> Iterator[Effect]:
        name = program_name(words[0])
        command = COMMANDS.get(name)
        if command is not None:
            yield from self._result(command(self.state, list(words[1:])))
        elif is_shell(name) or is_interpreter_alone(words):
            yield from self._inner_shell(words)
        elif self._servers is not None and not why_not_executable(words[0]):
            yield from self._result(Result("".join(f"{line}\n" for line in self._servers.lines), 0, Sleep(None)))
        else:
            code = why_not_executable(words[0]) or NOT_FOUND
            self.state.code = code
            yield Output(f"sh: {name}: {_CAUSES[code]}\n", is_error=True)

    def _result(self, result: Result) -> Iterator[Effect]:
        if result.text:
            yield Output(result.text, is_error=result.code != 0)
        if result.effect is not None:
            self._paused = not _is_short(result.effect)
            yield result.effect
        self.state.code = result.code

    def _inner_shell(self, words: Words) -> Iterator[Effect]:
        """Run `sh -c` inside a shell. A shell without a script has no input of its own and exits at once."""
        self.state.code = 0
        if "-c" in words[:-1]:
            inner = Shell(replace(self.state, variables=dict(self.state.variables), traps={}), self._servers)
            yield from inner.run(words[words.index("-c") + 1])
            self.state.code = inner.state.code


@dataclass(frozen=True, slots=True)
class _Target:
    """The file of a redirection."""

    name: str
    is_appended: bool


def _redirected(words: list[str]) -> tuple[list[str], _Target | None]:
    """Return the words before a redirection, and its target."""
    for sign in (">", ">>"):
        if sign in words[:-1]:
            at = words.index(sign)
            return words[:at], _Target(words[at + 1], sign == ">>")
    return words, None


def _is_short(effect: Effect) -> bool:
    return isinstance(effect, Sleep) and effect.seconds is not None and effect.seconds < SHORT_SECONDS


def is_server(command: Sequence[str]) -> bool:
    """Return whether the program of a command is neither a known command nor a shell."""
    words = without_entrypoint(command)
    return bool(words) and not is_known(words) and not is_interpreter_alone(words)


def is_interactive(command: Sequence[str]) -> bool:
    """Return whether a command with a terminal or open stdin reads its commands from it."""
    words = without_entrypoint(command)
    return bool(words) and ((is_shell(words[0]) and "-c" not in words) or is_interpreter_alone(words))
