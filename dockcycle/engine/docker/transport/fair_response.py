"""HTTP responses of engines with size limits and fair scheduling.

The status line and the headers together have a size limit. A line that is read without a size also has one. Reads yield
to other greenlets (`dockcycle.fair_reading`).
"""

import http.client
import io
import socket
from typing import Any

from urllib3.connection import HTTPConnection

from dockcycle.engine.docker.transport.transport_errors import BodyTooLargeError, HeadTooLargeError
from dockcycle.fair_reading import FairIO

#: Limit for the status line, the headers and any interim responses before them. An engine may send `100 Continue`
#: any number of times.
HEAD_BYTES_AT_MOST = 256 * 1024
#: Limit for a line that is read without a size. http.client reads trailers that way.
_LINE_BYTES_AT_MOST = 64 * 1024


class _Raw(FairIO):
    def exceeded(self) -> None:
        raise HeadTooLargeError(f"the headers of the response are larger than {HEAD_BYTES_AT_MOST >> 10} KiB")


class _Reader(io.BufferedReader):
    def readline(self, size: int | None = -1, /) -> bytes:
        if size is not None and size >= 0:
            return super().readline(size)
        line = super().readline(_LINE_BYTES_AT_MOST + 1)
        if len(line) > _LINE_BYTES_AT_MOST:
            raise BodyTooLargeError(f"the response has a trailer of more than {_LINE_BYTES_AT_MOST >> 10} KiB")
        return line


class FairResponse(http.client.HTTPResponse):
    """An HTTP response with these limits. A connection over ssh has no socket and is read without them."""

    def __init__(self, sock: Any, *about: Any, **more: Any) -> None:
        super().__init__(sock, *about, **more)
        self._fair: _Raw | None = None
        if isinstance(sock, socket.socket):
            self.fp.close()
            self._fair = _Raw(sock)
            self.fp = _Reader(self._fair)

    def begin(self) -> None:
        """Read the status line and the headers; raises HeadTooLargeError when they exceed `HEAD_BYTES_AT_MOST`."""
        if self._fair is not None:
            self._fair.left = HEAD_BYTES_AT_MOST
        super().begin()
        if self._fair is not None:
            self._fair.left = None


def read_fairly() -> None:
    """Install `FairResponse` for all urllib3 connections. The SDK's three connection classes inherit from this one."""
    HTTPConnection.response_class = FairResponse  # the hook of http.client for this purpose
