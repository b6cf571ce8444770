"""The connection behind an exec or an attach once the engine has handed it over: bytes in both ways, ended cleanly.

The traps stay in here: what the HTTP client has read ahead, the SDK's timeout, three kinds of sockets, frames.
"""

import logging
import select
import socket
import struct
import threading
from contextlib import suppress
from typing import Any

import paramiko  # type: ignore[import-untyped]

from dockcycle.engine.errors import EngineError, translated

READ_BYTES = 65_536
#: Which stream and how many bytes follow (API `ContainerAttach`, "Stream format").
STREAM_HEADER = struct.Struct(">BxxxL")
#: So long it may take to see that something can be sent without waiting.
_WRITABLE_MS = 1
#: So long a reader may take to notice that the connection is shut.
_READER_SECONDS = 1.0
_CUT = (OSError, ValueError, AttributeError, paramiko.SSHException)

log = logging.getLogger(__name__)


class Hijacked:
    """One connection that is no HTTP any more. One reader; writers and `close` from anywhere."""

    def __init__(self, api: Any, response: Any, *, framed: bool) -> None:
        self._response = response  # as long as it lives the socket stays open
        raw: Any = api._get_raw_response_socket(response)  # noqa: SLF001 (the SDK has no other name for it)
        # Not of a TLS socket: gevent's own has a `_sock`, too, which would go past the encryption and block everything.
        is_wrapped = isinstance(raw, socket.SocketIO)
        self._socket = raw._sock if is_wrapped else raw  # noqa: SLF001
        self._socket.settimeout(None)  # the SDK's own 60 s would end a quiet console
        self._file = response.raw._fp.fp  # noqa: SLF001
        self._frames = Frames() if framed else None
        self._closed = False
        self._ended = False
        #: Held while it is read: what is read from cannot be closed under the reader.
        self._reads = threading.Lock()
        #: Held while it is written to: a process that takes nothing holds up its writer.
        self._writes = threading.Lock()

    def has_ended(self) -> bool:
        """Tell whether its reader has come to the end."""
        return self._ended

    def read(self) -> bytes:
        """Return the next bytes, b"" at the end."""
        while not self._ended:
            with self._reads:
                data = self._receive()
            self._ended = not data
            if data and self._frames is not None:
                data = self._frames.take(data)
            if data:
                return data
        return b""

    def _receive(self) -> bytes:
        """Read once: first what came with the headers of the answer, which the HTTP client holds already."""
        try:
            if hasattr(self._file, "read1"):
                return bytes(self._file.read1(READ_BYTES) or b"")
            ahead, self._file._rbuffer = bytes(self._file._rbuffer), b""  # noqa: SLF001 (over ssh it is paramiko's)
            return ahead or bytes(self._socket.recv(READ_BYTES))
        except _CUT as error:
            log.debug("the connection of a console ended (%s)", type(error).__name__)
            return b""

    def write(self, data: bytes) -> None:
        """Send all of `data`; raises EngineError."""
        if self._closed or self._ended:
            raise EngineError("conflict", "the console has ended")
        with self._writes, translated("input"):
            self._socket.sendall(data)

    def nudge(self, data: bytes) -> bool:
        """Send a few bytes where that needs no waiting; returns whether they went. Raises EngineError."""
        if self._closed or self._ended or not self._writes.acquire(blocking=False):
            return False
        try:
            is_free = self._is_writable()
            if is_free:
                with translated("input"):
                    self._socket.sendall(data)
            return is_free
        finally:
            self._writes.release()

    def _is_writable(self) -> bool:
        if hasattr(self._socket, "send_ready"):  # over ssh it is paramiko's
            return bool(self._socket.send_ready())
        poll = select.poll()
        poll.register(self._socket, select.POLLOUT)
        return any(events & select.POLLOUT for _, events in poll.poll(_WRITABLE_MS))

    def end_input(self) -> None:
        """Tell the process that nothing more is typed. Over TLS there is no half of an end: nothing is done there."""
        if hasattr(self._socket, "unwrap"):
            return
        with suppress(*_CUT):
            if hasattr(self._socket, "shutdown_write"):
                self._socket.shutdown_write()
            else:
                self._socket.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Shut the connection; a reader that waits in it comes back. May be called twice."""
        self._closed = True
        with suppress(*_CUT):
            self._socket.shutdown(socket.SHUT_RDWR)
        if self._reads.acquire(timeout=_READER_SECONDS):
            try:
                with suppress(*_CUT):
                    self._response.close()
            finally:
                self._reads.release()


class Frames:
    """Takes apart what a process without a terminal writes: a header of 8 bytes before each piece, cut anywhere."""

    def __init__(self) -> None:
        self._head = b""
        self._left = 0

    def take(self, data: bytes) -> bytes:
        """Return what the process wrote in `data`, stdout and stderr in their order."""
        parts: list[bytes] = []
        at = 0
        while at < len(data):
            if not self._left:
                wanted = STREAM_HEADER.size - len(self._head)
                self._head, at = self._head + data[at : at + wanted], at + wanted
                if len(self._head) == STREAM_HEADER.size:
                    self._left, self._head = STREAM_HEADER.unpack(self._head)[1], b""
                continue
            part = data[at : at + self._left]
            parts.append(part)
            self._left -= len(part)
            at += len(part)
        return b"".join(parts)
