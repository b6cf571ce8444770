"""Reading from a socket that always has more to say, with a turn for everybody else.

gevent switches only where a read has to wait. A peer that never lets it wait would be read without end: nobody else
is served meanwhile, and no deadline ever fires.
"""

import io
import socket
import time
from typing import Any

#: The others have their turn after one connection was read for so long (seconds).
TURN_SECONDS = 0.005


class Turn:
    """When the others had their last turn."""

    __slots__ = ("_at",)

    def __init__(self) -> None:
        self._at = 0.0

    def give(self) -> None:
        """Let the others have theirs, if the last one is some time ago."""
        if time.monotonic() - self._at > TURN_SECONDS:
            time.sleep(0)
            self._at = time.monotonic()


class FairIO(socket.SocketIO):
    """The bytes of one connection; at most `left` of them while that is no None (then `exceeded` is called)."""

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
        """Say no to more than may be read."""
        raise ValueError("more than may be read")


def fair_file(sock: Any) -> io.BufferedReader:
    """Return what `sock.makefile("rb")` would, read fairly."""
    return io.BufferedReader(FairIO(sock))
