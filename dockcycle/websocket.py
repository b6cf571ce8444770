"""The WebSocket transport of the server: wsproto for the frames, gevent for the sockets (docs/decisions/0003).

One connection cannot block the others. The frames of a message are counted on arrival, each connection has a rate
limit, and after some messages it yields to other greenlets.
"""

import logging
import os
import socket as std_socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

import gevent
from gevent import socket
from gevent.lock import BoundedSemaphore
from wsproto import ConnectionType, WSConnection
from wsproto.connection import Connection, ConnectionState
from wsproto.events import (
    AcceptConnection,
    BytesMessage,
    CloseConnection,
    Message,
    Ping,
    Pong,
    RejectConnection,
    Request,
    TextMessage,
)
from wsproto.utilities import ProtocolError

from dockcycle.fair_reading import Turn
from dockcycle.limited_log import LimitedLog
from dockcycle.token_bucket import TokenBucket

#: Limits of a message from a browser, in bytes and in frames. A larger message ends the connection.
MESSAGE_BYTES_AT_MOST = 128 * 1024
PARTS_AT_MOST = 64
#: Rate limit of one connection: messages and pings per second, and in one burst. Further ones wait in the socket.
MESSAGES_A_SECOND, MESSAGES_AT_ONCE = 1000.0, 3000.0
#: Number of messages after which a connection yields to other greenlets. A read that finds data does not yield.
MESSAGES_A_TURN = 8
#: The key of the connection's socket in the WSGI environment.
SOCKET_KEY = "dockcycle.socket"
_READ_BYTES = 16 * 1024
#: Encodes the messages of all connections: the frames of a server have no mask and no state.
_encoder = Connection(ConnectionType.SERVER)

log = logging.getLogger(__name__)
refused = LimitedLog(log)


def frame_of(message: str | bytes) -> bytes:
    """Return `message` as one frame, for any connection."""
    return _encoder.send(TextMessage(message) if isinstance(message, str) else BytesMessage(message))


class WebSocket:
    """One WebSocket connection with the interface of engine.io's drivers: a WSGI callable with `send`, `wait`, `close`.

    It sends whole frames only, one at a time. It does not negotiate compression, which would take
    120 KB of memory per viewer.
    """

    def __init__(self, handler: Callable[["WebSocket"], Any], server: object) -> None:
        del server
        self._handler = handler
        self._lock = BoundedSemaphore(1)
        self._rate = TokenBucket(MESSAGES_A_SECOND, MESSAGES_AT_ONCE)
        self._turn = 0
        self._reads = Turn()
        self._parts: list[bytes | str] = []
        self._size = 0
        self._waiting: list[bytes | str] = []  # a deque takes 600 bytes more
        self._rest = b""
        self._frames: Connection

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Accept the upgrade and run engine.io's handler until the connection ends; status 400 for a bad upgrade."""
        self.socket: socket.socket = environ[SOCKET_KEY]
        try:
            self._frames = self._shake_hands(environ)
        except ProtocolError:
            start_response("400 Bad Request", [("Content-Length", "0")])
            return []
        try:
            self._handler(self)
        except ValueError as error:  # engine.io raises it for an invalid message
            refused.warning("closed a connection because of an invalid message: %r", str(error)[:200])
        finally:  # also when the server stops: otherwise pywsgi would write a response 500 between the frames
            self.close()
        return []

    def _shake_hands(self, environ: dict[str, Any]) -> Connection:
        """Accept the upgrade and return the frame codec. The objects of the handshake are not kept, to save memory."""
        handshake = WSConnection(ConnectionType.SERVER)
        handshake.initiate_upgrade_connection(_headers(environ), environ["PATH_INFO"])
        request = next(handshake.events())
        assert isinstance(request, Request)
        self.socket.sendall(handshake.send(AcceptConnection()))
        assert handshake.connection is not None
        return handshake.connection

    def send(self, message: str | bytes) -> None:
        """Send one message; raises OSError if the connection is closed or accepts no data for the socket's timeout."""
        self.send_frame(frame_of(message))

    def send_frame(self, frame: bytes) -> None:
        """Send one frame as `send` does."""
        self._check_open()
        self._sendall(frame)

    def try_send_frame(self, frame: bytes) -> bool:
        """Send as much of a frame as the socket accepts without waiting; return whether nothing is left.

        The rest is sent by `flush`, or before the next frame. Raises OSError if the connection is closed.
        """
        self._check_open()
        if not self._rest and not self._lock.locked():
            frame = frame[self._write(frame) :]
        self._rest += frame
        return not self._rest

    def flush(self) -> None:
        """Send what `try_send_frame` has left; raises OSError as `send` does."""
        self._sendall(b"")

    def wait(self) -> str | bytes | None:
        """Return the next message, None after the end of the connection. Waits as the rate limit requires."""
        while not self._waiting:
            if not self._receive():
                return None
        self._give_way()
        return self._waiting.pop(0)

    def close(self) -> None:
        """Send a close frame and shut the connection down; may be called twice."""
        with suppress(ProtocolError, OSError):  # the connection may already be closed
            self._sendall(self._frames.send(CloseConnection(code=1000)))
        with suppress(OSError):  # the peer may have closed it first
            self.socket.shutdown(std_socket.SHUT_RDWR)

    def _check_open(self) -> None:
        if self._frames.state is not ConnectionState.OPEN:
            raise OSError("the WebSocket is closed")

    def _write(self, data: bytes) -> int:
        try:
            return os.write(self.socket.fileno(), data)
        except BlockingIOError:  # gevent's sockets are non-blocking
            return 0

    def _sendall(self, data: bytes) -> None:
        with self._lock:
            rest, self._rest = self._rest, b""
            self.socket.sendall(rest + data)

    def _give_way(self) -> None:
        """Wait until the rate limit allows the next message. Without a wait, yield every `MESSAGES_A_TURN` messages."""
        self._turn += 1
        seconds = self._rate.take()
        if seconds or self._turn % MESSAGES_A_TURN == 0:
            gevent.sleep(seconds)

    def _receive(self) -> bool:
        """Read once from the socket and process the frames; return False at the end or after a protocol error."""
        try:
            data = self.socket.recv(_READ_BYTES)
            self._reads.give()
            self._frames.receive_data(data or None)
            return all(map(self._take, self._frames.events())) and bool(data)
        except (ProtocolError, OSError):
            return False

    def _take(self, event: object) -> bool:
        if isinstance(event, Ping):
            self._give_way()
            self._sendall(self._frames.send(event.response()))
        elif isinstance(event, Pong):
            self._give_way()
        elif isinstance(event, (TextMessage, BytesMessage)):
            return self._take_part(event)
        elif isinstance(event, (CloseConnection, RejectConnection)):
            return False
        return True

    def _take_part(self, event: Message[Any]) -> bool:
        self._parts.append(event.data if isinstance(event.data, str) else bytes(event.data))
        self._size += len(self._parts[-1])
        if self._size > MESSAGE_BYTES_AT_MOST or len(self._parts) > PARTS_AT_MOST:
            self._sendall(self._frames.send(CloseConnection(code=1009, reason="message too large")))
            return False
        if event.message_finished:
            whole = self._parts[0][:0].join(self._parts)  # type: ignore[arg-type]  # a message is all str or all bytes
            self._parts.clear()
            self._size = 0
            self._waiting.append(whole)
        return True


def _headers(environ: dict[str, Any]) -> list[tuple[bytes, bytes]]:
    names = [key for key in environ if key.startswith("HTTP_")]
    return [(key[5:].replace("_", "-").lower().encode(), environ[key].encode("latin-1")) for key in names]
