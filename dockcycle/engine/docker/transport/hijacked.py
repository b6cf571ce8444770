"""The raw connection of an exec or an attach after the HTTP upgrade: bytes in both directions, closed from any thread.

Hides four details: bytes that the HTTP client has already buffered, the SDK's timeout, three kinds of sockets (Unix
or TCP, TLS, ssh), and the frames of a process without a terminal.
"""

import logging
import select
import socket
import struct
import threading
from contextlib import suppress
from typing import Any

import paramiko  # type: ignore[import-untyped]

from dockcycle.engine.docker.error_translation import engine_errors
from dockcycle.engine.errors import EngineError

READ_BYTES = 65_536
#: The header of a frame: the stream, and the number of bytes that follow (API `ContainerAttach`, "Stream format").
STREAM_HEADER = struct.Struct(">BxxxL")
#: How long `try_send` waits until the socket is writable (milliseconds).
_WRITABLE_MS = 1
#: How long `close` waits for the reader to notice the shutdown (seconds).
_READER_SECONDS = 1.0
_CUT = (OSError, ValueError, AttributeError, paramiko.SSHException)

log = logging.getLogger(__name__)


class Hijacked:
    """One connection that no longer uses HTTP. Only one thread may read; any thread may write and close."""

    def __init__(self, api: Any, response: Any, *, framed: bool) -> None:
        self._response = response  # keeps the socket open: garbage collection of the response would close it
        raw: Any = api._get_raw_response_socket(response)  # noqa: SLF001 (the SDK has no other name for it)
        # A TLS socket is not unwrapped: gevent's also has a `_sock`, which bypasses the encryption and blocks the loop.
        is_wrapped = isinstance(raw, socket.SocketIO)
        self._socket = raw._sock if is_wrapped else raw  # noqa: SLF001
        self._socket.settimeout(None)  # the SDK's own 60 s would end a quiet console
        self._file = response.raw._fp.fp  # noqa: SLF001
        self._frames = Frames() if framed else None
        self._closed = False
        self._ended = False
        #: Held during a read, so that `close` does not close the response while it is being read.
        self._reads = threading.Lock()
        #: Held during a write. A process that does not read its input blocks the writer.
        self._writes = threading.Lock()

    def has_ended(self) -> bool:
        """Return whether the reader has reached the end of the output."""
        return self._ended

    def read(self) -> bytes:
        """Return the next bytes of the output, without frames; b"" at the end. Blocks until there are any."""
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
        """Read once. Bytes that arrived with the HTTP headers are in the HTTP client's buffer and come first."""
        try:
            if hasattr(self._file, "read1"):
                return bytes(self._file.read1(READ_BYTES) or b"")
            ahead, self._file._rbuffer = bytes(self._file._rbuffer), b""  # noqa: SLF001 (over ssh it is paramiko's)
            return ahead or bytes(self._socket.recv(READ_BYTES))
        except _CUT as error:
            log.debug("the connection of a console ended (%s)", type(error).__name__)
            return b""

    def write(self, data: bytes) -> None:
        """Send all of `data`; raises EngineError `conflict` after the end, and another code if sending fails."""
        if self._closed or self._ended:
            raise EngineError("conflict", "the console has ended")
        with self._writes, engine_errors("input"):
            self._socket.sendall(data)

    def try_send(self, data: bytes) -> bool:
        """Send a few bytes if that does not block; return whether they were sent. Raises EngineError on failure."""
        if self._closed or self._ended or not self._writes.acquire(blocking=False):
            return False
        try:
            is_free = self._is_writable()
            if is_free:
                with engine_errors("input"):
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
        """Close the process's stdin and keep its output open. Does nothing over TLS, which has no half-close here."""
        if hasattr(self._socket, "unwrap"):
            return
        with suppress(*_CUT):
            if hasattr(self._socket, "shutdown_write"):
                self._socket.shutdown_write()
            else:
                self._socket.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Shut the connection down; a blocked reader returns. May be called twice."""
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
    """Decodes the output of a process without a terminal: frames with a header of 8 bytes, split at any byte."""

    def __init__(self) -> None:
        self._head = b""
        self._left = 0

    def take(self, data: bytes) -> bytes:
        """Return the output in `data` without headers, stdout and stderr in the order of the frames."""
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
