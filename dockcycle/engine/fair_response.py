"""The answers of engines as they are read from their sockets: bounded heads, bounded lines, read fairly."""

import http.client
import io
import socket
from typing import Any

from urllib3.connection import HTTPConnection

from dockcycle.fair_reading import FairIO

#: Status line and headers, with all that comes before them: an engine may send any number of `100 Continue`.
HEAD_BYTES_AT_MOST = 256 * 1024
#: A line of trailers: whoever reads those sets no limit.
_LINE_BYTES_AT_MOST = 64 * 1024


class _Raw(FairIO):
    def exceeded(self) -> None:
        raise http.client.HTTPException(f"a head of more than {HEAD_BYTES_AT_MOST >> 10} KiB")


class _Reader(io.BufferedReader):
    def readline(self, size: int | None = -1, /) -> bytes:
        if size is not None and size >= 0:
            return super().readline(size)
        line = super().readline(_LINE_BYTES_AT_MOST + 1)
        if len(line) > _LINE_BYTES_AT_MOST:
            raise http.client.LineTooLong("line")
        return line


class FairResponse(http.client.HTTPResponse):
    """An answer that is read so. What is no plain or TLS socket (ssh) is read as ever."""

    def __init__(self, sock: Any, *about: Any, **more: Any) -> None:
        super().__init__(sock, *about, **more)
        self._fair: _Raw | None = None
        if isinstance(sock, socket.socket):
            self.fp.close()
            self._fair = _Raw(sock)
            self.fp = _Reader(self._fair)

    def begin(self) -> None:
        """Read the head."""
        if self._fair is not None:
            self._fair.left = HEAD_BYTES_AT_MOST
        super().begin()
        if self._fair is not None:
            self._fair.left = None


def read_fairly() -> None:
    """Let all connections of the engines' HTTP client read so: the SDK's three kinds have this class in common."""
    HTTPConnection.response_class = FairResponse  # http.client's own seam
