"""What is typed into a console, in the order it came, with a bound on what waits."""

import threading
from collections import deque

from dockcycle.domain.words import N_
from dockcycle.engine import ConsoleStream
from dockcycle.engine.errors import EngineError
from dockcycle.live.failure import Failure

WAITING_BYTES_AT_MOST = 1024 * 1024
WAITING_AT_MOST = 64


class Typing:
    """One stream's input. Whoever comes first writes what waits, the others wait for that: nothing overtakes."""

    def __init__(self, stream: ConsoleStream) -> None:
        self._stream = stream
        self._waiting: deque[bytes] = deque()
        self._bytes = 0
        self._writes = threading.Lock()

    def write(self, data: bytes) -> None:
        """Return when the engine has taken `data`; raises Failure `too_many`, or `conflict` when it has ended."""
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
