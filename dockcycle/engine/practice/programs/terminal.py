"""Terminals of practice containers: line editing, and output to all connected consoles."""

import re
from collections.abc import Callable
from typing import Protocol

from dockcycle.engine.practice.daemon.clock import Clock
from dockcycle.engine.practice.programs.terminal_console import TerminalConsole
from dockcycle.fair_reading import Turn

#: The longest line, and the most input that waits while the container is paused (bytes, as in the terminals of Linux).
INPUT_BYTES_AT_MOST = 4096
#: Number of keys after which other threads can take the lock of the clock.
_KEYS_AT_ONCE = 256
_KEYS = re.compile(r"[\t\x20-\x7e\x80-\U0010ffff]+|.", re.DOTALL)


class TerminalReader(Protocol):
    """The process that reads a terminal."""

    @property
    def flood(self) -> str:
        """The text that the process prints without end, "" if it does not."""

    def is_frozen(self) -> bool:
        """Return whether the container is paused."""

    def take_line(self, line: str) -> None:
        """Take a line of input."""

    def interrupt(self) -> None:
        """Take Ctrl-C."""

    def end_input(self) -> None:
        """Take Ctrl-D."""


class Terminal:
    """The line discipline of one process. `type` and `detach` take the lock of the clock.

    `detached` is called with a console after its detach keys; without it there are no detach keys.
    """

    def __init__(
        self, clock: Clock, reader: TerminalReader, *, tty: bool, detached: Callable[[TerminalConsole], None] | None
    ) -> None:
        self.size = (24, 80)
        self.consoles: list[TerminalConsole] = []
        self._clock = clock
        self._reader = reader
        self._tty = tty
        self._detached = detached
        self._line = ""
        self._typed = bytearray()

    @property
    def has_detach_keys(self) -> bool:
        """Whether Ctrl-P Ctrl-Q detaches."""
        return self._detached is not None

    @property
    def flood(self) -> bytes:
        """The output that the process repeats without end, b"" if it does not."""
        return self._encoded(self._reader.flood)

    def detach(self, console: TerminalConsole) -> None:
        """Detach one console, after its detach keys."""
        with self._clock.lock:
            if self._detached is not None:
                self._detached(console)

    def type(self, data: bytes) -> None:
        """Queue input and process it; while the container is paused, it stays queued."""
        text, turn = data.decode(errors="replace"), Turn()
        for start in range(0, len(text), _KEYS_AT_ONCE):
            with self._clock.lock:
                self._typed += text[start : start + _KEYS_AT_ONCE].encode()
                del self._typed[INPUT_BYTES_AT_MOST:]
                self.process_input()
            turn.give()

    def process_input(self) -> None:
        """Process the queued input, unless the container is paused."""
        if self._reader.is_frozen():
            return
        text, self._typed = self._typed.decode(errors="replace"), bytearray()
        for keys in _KEYS.findall(text):
            self._take(keys)

    def resize(self, cols: int, rows: int) -> None:
        """Set the size that `stty size` prints."""
        self.size = (rows, cols)

    def show(self, text: str) -> None:
        """Send output to all consoles."""
        data = self._encoded(text)
        for console in self.consoles:
            console.offer(data)

    def wake(self) -> None:
        """Make blocked readers of the consoles check again for output."""
        for console in self.consoles:
            console.wake()

    def hang_up(self) -> None:
        """Close all consoles."""
        for console in self.consoles:
            console.close()
        self.consoles.clear()

    def _encoded(self, text: str) -> bytes:
        """Return output as bytes; with a terminal, a newline becomes CR LF."""
        return (text.replace("\n", "\r\n") if self._tty else text).encode()

    def _take(self, keys: str) -> None:
        """Process one control character, or a run of other characters."""
        match keys:
            case "\x03" if self._tty:
                self._line = ""
                self._echo("^C\n")
                self._reader.interrupt()
            case "\x04":
                if not self._line:
                    self._reader.end_input()
            case "\r" | "\n":
                self._enter()
            case "\x7f" | "\b" if self._tty:
                self._erase(1)
            case "\x15" if self._tty:
                self._erase(len(self._line))
            case _ if keys[0] >= " " or keys[0] == "\t":
                taken = keys[: INPUT_BYTES_AT_MOST - len(self._line)]
                self._line += taken
                self._echo(taken)

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
        self._reader.take_line(line)
