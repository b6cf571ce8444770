"""One console on the terminal of a practice container."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from dockcycle.engine.errors import EngineError

if TYPE_CHECKING:
    from dockcycle.engine.practice.programs.terminal import Terminal

#: The most bytes that wait to be processed or to be read.
WAITING_BYTES_AT_MOST = 1024 * 1024
_PIECE_BYTES = 65_536
_DETACH = b"\x10\x11"


class TerminalConsole:
    """A console connected to a terminal (`stream_protocols.ConsoleStream`).

    `code` returns the exit code, `ended` ends the console. With `ignores_input`, input is discarded.
    """

    def __init__(
        self, terminal: "Terminal", *, tty: bool, code: Callable[[], int | None], ended: Callable[[], bool],
        ignores_input: bool = False,
    ) -> None:  # fmt: skip
        self.tty = tty
        self._terminal = terminal
        self._code = code
        self._end = ended
        self._ignores_input = ignores_input
        #: The first detach key was typed and is held back until the next key.
        self._holds_key = False
        self._waiting = bytearray()
        self._closed = False
        self._change = threading.Condition()

    @property
    def takes_input(self) -> bool:
        return not self._ignores_input

    def offer(self, data: bytes) -> None:
        """Queue output of the terminal; the oldest bytes beyond `WAITING_BYTES_AT_MOST` are dropped."""
        with self._change:
            self._waiting += data
            del self._waiting[:-WAITING_BYTES_AT_MOST]
            self._change.notify_all()

    def read(self) -> bytes:
        with self._change:
            self._change.wait_for(lambda: self._waiting or self._closed or self._terminal.flood)
            if not self._waiting and not self._closed:
                flood = self._terminal.flood
                return (flood * (_PIECE_BYTES // max(1, len(flood)) or 1))[:_PIECE_BYTES]
            data = bytes(self._waiting[:_PIECE_BYTES])
            del self._waiting[:_PIECE_BYTES]
            return data

    def write(self, data: bytes) -> None:
        if self._closed:
            raise EngineError("conflict", "the console has ended")
        typed, detaches = self._without_detach_keys(data) if self._terminal.has_detach_keys else (data, False)
        if typed and not self._ignores_input:
            self._terminal.type(typed)
        if detaches:
            self._terminal.detach(self)

    def _without_detach_keys(self, data: bytes) -> tuple[bytes, bool]:
        """Return the input for the process, and whether the detach keys were typed.

        The first key is held back until the next one, as in moby (`escape_proxy.go`).
        """
        data = _DETACH[:1] * self._holds_key + data
        typed, keys, _ = data.partition(_DETACH)
        self._holds_key = not keys and typed.endswith(_DETACH[:1])
        return typed.removesuffix(_DETACH[:1]) if self._holds_key else typed, bool(keys)

    def resize(self, cols: int, rows: int) -> None:
        self._terminal.resize(cols, rows)

    def exit_code(self) -> int | None:
        return self._code()

    def end(self) -> bool:
        return self._end()

    def close(self) -> None:
        with self._change:
            self._closed = True
            self._change.notify_all()

    def wake(self) -> None:
        """Make a blocked reader check again for output."""
        with self._change:
            self._change.notify_all()
