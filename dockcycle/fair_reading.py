"""Socket reads that yield to other greenlets.

gevent switches greenlets only when a read blocks. A peer that always has data ready never blocks the reader. Without
these yields, no other greenlet would run and no timeout would fire meanwhile.
"""

import io
import socket
import time
from typing import Any

#: Shortest time between two yields of one connection (seconds).
TURN_SECONDS = 0.005


class Turn:
    """Yields to other greenlets, at most once per `TURN_SECONDS`."""

    __slots__ = ("_at",)

    def __init__(self) -> None:
        self._at = 0.0

    def give(self) -> None:
        """Yield if the last yield was more than `TURN_SECONDS` ago."""
        if time.monotonic() - self._at > TURN_SECONDS:
            time.sleep(0)
            self._at = time.monotonic()


class FairIO(socket.SocketIO):
    """The input of one connection. If `left` is not None, it counts down; `exceeded` is called if it is below 0."""

    left: int | None = None

    def __init__(self, sock: Any) -> None:
        super().__init__(sock, "r")
        sock._io_refs += 1  # noqa: SLF001  # as `socket.makefile` does: the socket closes with its last file
        self._turn = Turn()

    def readinto(self, buffer: Any) -> int | None:
        count = super().readinto(buffer)
        if self.left is not None:
            self.left -= count or 0
            if self.left < 0:
                self.exceeded()
        self._turn.give()
        return count

    def exceeded(self) -> None:
        """Raise ValueError. Subclasses may raise another exception."""
        raise ValueError("more bytes than allowed")


def fair_file(sock: Any) -> io.BufferedReader:
    """Return a buffered reader as `sock.makefile("rb")` does, whose reads yield."""
    return io.BufferedReader(FairIO(sock))
