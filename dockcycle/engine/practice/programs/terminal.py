"""Terminals of practice containers: line editing, running the commands, and output to all connected consoles."""

from collections import deque
from collections.abc import Callable

from dockcycle.engine.practice.daemon.clock import Clock, Timer
from dockcycle.engine.practice.programs.shell import INTERRUPTED, Effect, Shell, is_shell, parsed, script_of
from dockcycle.engine.practice.programs.terminal_console import WAITING_BYTES_AT_MOST, TerminalConsole

PROMPT = "/ # "


class Terminal:
    """Line discipline and foreground command of one process. Calls `finish(code)` when the process ends.

    `run`, `detach` and `type` take the clock's lock. `frozen` returns whether the container is paused.
    """

    def __init__(
        self, clock: Clock, shell: Shell, *, tty: bool, finish: Callable[[int], None],
        frozen: Callable[[], bool] = lambda: False, detach: Callable[[TerminalConsole], None] | None = None,
    ) -> None:  # fmt: skip
        self.size = (24, 80)
        self.flood = b""
        self.is_main = False
        self.outputs: list[TerminalConsole] = []
        self._clock = clock
        self._shell = shell
        self._tty = tty
        self._finish = finish
        self._frozen = frozen
        self._detach = detach
        self._line = ""
        self._typed = bytearray()
        self._todo: deque[tuple[str, list[str]]] = deque()
        self._timer: Timer | None = None
        self._reads = False
        self._is_interactive = False

    def run(self, argv: tuple[str, ...]) -> None:
        """Start a command. An interactive shell prints its prompt and waits for input."""
        with self._clock.lock:
            if is_shell(argv):
                self._is_interactive = True
                self._prompt()
            else:
                self._begin(script_of(argv))

    @property
    def has_detach_keys(self) -> bool:
        """Whether Ctrl-P Ctrl-Q detaches."""
        return self._detach is not None

    def detach(self, console: TerminalConsole) -> None:
        """Detach one console, after its detach keys."""
        with self._clock.lock:
            if self._detach is not None:
                self._detach(console)

    def type(self, data: bytes) -> None:
        """Queue input and process it; while the container is paused, it stays queued."""
        with self._clock.lock:
            self._typed += data
            del self._typed[WAITING_BYTES_AT_MOST:]
            self.process_input()

    def process_input(self) -> None:
        """Process the queued input, unless the container is paused."""
        if self._frozen():
            return
        text, self._typed = self._typed.decode(errors="replace"), bytearray()
        for char in text:
            self._key(char)

    def resize(self, cols: int, rows: int) -> None:
        """Set the size that `stty size` prints."""
        self.size = (rows, cols)

    def show(self, text: str) -> None:
        """Send output to all consoles; with a terminal, a newline becomes CR LF."""
        data = (text.replace("\n", "\r\n") if self._tty else text).encode()
        for output in self.outputs:
            output.offer(data)

    def hang_up(self) -> None:
        """Cancel the foreground command and close all consoles."""
        if self._timer is not None:
            self._timer.cancel()
        self.flood = b""
        for output in self.outputs:
            output.close()

    def _key(self, char: str) -> None:
        match char:
            case "\x03" if self._tty:
                self._interrupt()
            case "\x04":
                self._end_of_input()
            case "\r" | "\n":
                self._enter()
            case "\x7f" | "\b" if self._tty:
                self._erase(1)
            case "\x15" if self._tty:
                self._erase(len(self._line))
            case _ if char >= " " or char == "\t":
                self._line += char
                self._echo(char)

    def _echo(self, text: str) -> None:
        if self._tty:
            self.show(text)

    def _erase(self, count: int) -> None:
        count = min(count, len(self._line))
        self._line = self._line[: len(self._line) - count]
        self._echo("\b \b" * count)

    def _enter(self) -> None:
        line, self._line = self._line, ""
        self._echo("\n")
        if self._reads:
            self.show(line + "\n")
        elif not self._is_busy():
            self._begin(line)

    def _interrupt(self) -> None:
        self._line = ""
        self._echo("^C\n")
        was_busy = self._is_busy()
        self._stop_foreground()
        self._todo.clear()
        self._shell.code = INTERRUPTED
        if self._is_interactive:
            self._prompt()
        elif was_busy:
            self._finish(INTERRUPTED)

    def _end_of_input(self) -> None:
        if self._reads:
            self._reads = False
            self._next()
        elif not self._line and not self._is_busy() and self._is_interactive:
            self._finish(self._shell.code)

    def _is_busy(self) -> bool:
        return self._timer is not None or bool(self.flood) or self._reads

    def _stop_foreground(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer, self.flood, self._reads = None, b"", False

    def _begin(self, line: str) -> None:
        found = parsed(line)
        if found is None:
            self.show("sh: syntax error: unterminated quoted string\n")
            self._shell.code = 2
        self._todo = deque(found or ())
        self._next()

    def _next(self) -> None:
        """Run the remaining commands of the line up to the first that does not end at once."""
        while self._todo:
            operator, words = self._todo.popleft()
            if (operator == "&&" and self._shell.code) or (operator == "||" and not self._shell.code):
                continue
            if self._take(self._shell.run(words)):
                return
        if self._is_interactive:
            self._prompt()
        else:
            self._finish(self._shell.code)

    def _take(self, effect: Effect) -> bool:
        """Print the output of a command; return whether the remaining commands must wait."""
        self.show(effect.text)
        self._shell.code = effect.code
        if effect.exits:
            self._todo.clear()
            self._finish(effect.code)
            return True
        if effect.seconds:
            self._timer = self._clock.later(effect.seconds, self._slept)
        self.flood = effect.floods.replace(b"\n", b"\r\n") if self._tty else effect.floods
        self._reads = effect.reads
        for output in self.outputs:
            output.wake()
        return self._is_busy()

    def _slept(self) -> None:
        self._timer = None
        self._next()

    def _prompt(self) -> None:
        if self._tty:
            self.show(PROMPT)
