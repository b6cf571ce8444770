"""Sends the input of a console to the engine in order, with a limit on the input that waits."""

import threading
from collections import deque

from dockcycle.domain.i18n import N_
from dockcycle.engine.errors import EngineError
from dockcycle.engine.stream_protocols import ConsoleStream
from dockcycle.live.failure import Failure

WAITING_BYTES_AT_MOST = 1024 * 1024
WAITING_AT_MOST = 64


class Typing:
    """The input of one stream. The thread that holds the lock writes all waiting input, so the order is kept."""

    def __init__(self, stream: ConsoleStream) -> None:
        self._stream = stream
        self._waiting: deque[bytes] = deque()
        self._bytes = 0
        self._writes = threading.Lock()

    def write(self, data: bytes) -> None:
        """Return when the engine has received `data`; raises Failure `too_many` if too much input waits.

        Raises Failure `conflict` if the console has ended. If several threads write, only the one that sends the data
        gets this error.
        """
        if len(self._waiting) >= WAITING_AT_MOST or self._bytes + len(data) > WAITING_BYTES_AT_MOST:
            raise Failure("too_many", N_("The process does not read its input. Wait, or end the process."))
        self._waiting.append(data)
        self._bytes += len(data)
        with self._writes:
            while self._waiting:
                self._write(self._waiting.popleft())

    def _write(self, data: bytes) -> None:
        self._bytes -= len(data)
        try:
            self._stream.write(data)
        except EngineError as error:
            text = N_("This console has ended and does not accept input.")
            raise Failure("conflict", text, engine_message=error.message) from error
