"""The WebSocket of the server: wsproto for the frames, gevent below them (see docs/decisions/0003).

Whatever one connection sends, the others are served meanwhile: the parts of a message are counted as they come, each
connection has a rate, and after some messages the next greenlet has its turn.
"""

import logging
import socket as std_socket
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

import gevent
from gevent import socket
from gevent.lock import BoundedSemaphore
from wsproto import ConnectionType, WSConnection
from wsproto.connection import Connection
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
from dockcycle.token_bucket import TokenBucket

#: A message from a browser may have so many bytes, in so many frames; one that has more ends the connection.
MESSAGE_BYTES_AT_MOST = 128 * 1024
PARTS_AT_MOST = 64
#: Messages and pings that one connection may send in a second, and at once; what is more waits in its socket.
MESSAGES_A_SECOND, MESSAGES_AT_ONCE = 1000.0, 3000.0
#: After so many messages that were there already the others have their turn: a read that finds data never waits.
MESSAGES_A_TURN = 8
#: The name of the connection's socket in the WSGI environment.
SOCKET_KEY = "dockcycle.socket"
_READ_BYTES = 16 * 1024

log = logging.getLogger(__name__)


class WebSocket:
    """One WebSocket connection as engine.io's drivers want it: called as WSGI, then `send`, `wait`, `close`.

    It sends whole frames only (`sendall`, one writer at a time) and never negotiates compression, which would cost
    120 KB a viewer.
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
        self._waiting: deque[bytes | str] = deque()
        self._frames: Connection

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Shake hands and hand over to engine.io until the connection ends."""
        self.socket: socket.socket = environ[SOCKET_KEY]
        try:
            self._frames = self._shake_hands(environ)
        except ProtocolError:
            start_response("400 Bad Request", [("Content-Length", "0")])
            return []
        try:
            self._handler(self)
        except ValueError as error:  # what engine.io says of a message that is none
            log.warning("closed a connection because of an invalid message: %r", str(error)[:200])
        finally:  # also when the server ends us: else pywsgi would answer 500 in the middle of the frames
            self.close()
        return []

    def _shake_hands(self, environ: dict[str, Any]) -> Connection:
        """Answer the upgrade; what it needed is not kept for the life of the connection."""
        handshake = WSConnection(ConnectionType.SERVER)
        handshake.initiate_upgrade_connection(_headers(environ), environ["PATH_INFO"])
        request = next(handshake.events())
        assert isinstance(request, Request)
        self.socket.sendall(handshake.send(AcceptConnection()))
        assert handshake.connection is not None
        return handshake.connection

    def send(self, message: str | bytes) -> None:
        """Send one message; raises OSError when the connection is gone or takes nothing for the socket's timeout."""
        try:
            frame = self._frames.send(TextMessage(message) if isinstance(message, str) else BytesMessage(message))
        except ProtocolError as error:
            raise OSError("the WebSocket is closed") from error
        self._sendall(frame)

    def wait(self) -> str | bytes | None:
        """Return the next message, None when the connection has ended."""
        while not self._waiting:
            if not self._receive():
                return None
        self._give_way()
        return self._waiting.popleft()

    def close(self) -> None:
        """End the connection; may be called twice."""
        with suppress(ProtocolError, OSError):  # it may be closed already, which is what was asked for
            self._sendall(self._frames.send(CloseConnection(code=1000)))
        with suppress(OSError):  # the other side may have been faster
            self.socket.shutdown(std_socket.SHUT_RDWR)

    def _sendall(self, data: bytes) -> None:
        with self._lock:
            self.socket.sendall(data)

    def _give_way(self) -> None:
        """Wait until the rate of this connection allows its next message; let others have their turn in any case."""
        self._turn += 1
        seconds = self._rate.take()
        if seconds or self._turn % MESSAGES_A_TURN == 0:
            gevent.sleep(seconds)

    def _receive(self) -> bool:
        """Read once from the socket and take what it brings; returns False at the end."""
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


def use_our_websocket(socketio: Any) -> None:
    """Give the Socket.IO server our WebSocket. engine.io has no setting for it: its driver table is per server."""
    engineio = socketio.server.eio
    engineio._async = {**engineio._async, "websocket": WebSocket}  # noqa: SLF001
