"""The WSGI and WebSocket server, and nothing else: the only file to change if it is ever replaced.

gevent's pywsgi on our own listener (TCP_NODELAY: without it an echo takes 44 ms instead of 2), wsproto for the
WebSocket frames (see docs/decisions/0003). The standard library must have been patched by gevent before.
"""

import logging
import socket as std_socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from gevent import pywsgi, socket
from gevent.lock import BoundedSemaphore
from wsproto import ConnectionType, WSConnection
from wsproto.connection import Connection
from wsproto.events import (
    AcceptConnection,
    BytesMessage,
    CloseConnection,
    Message,
    Ping,
    RejectConnection,
    Request,
    TextMessage,
)
from wsproto.utilities import ProtocolError

from dockcycle.open_files import raise_limit

#: A message from a browser may have so many bytes; a longer one ends the connection while it is still arriving.
MESSAGE_BYTES_AT_MOST = 128 * 1024
#: Connections served at once; the next ones wait in the kernel.
CONNECTIONS_AT_MOST = 4096
_READ_BYTES = 16 * 1024
_SOCKET_KEY = "dockcycle.socket"

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
        self._parts: list[bytes | str] = []
        self._waiting: list[bytes | str] = []
        self._frames: Connection

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Shake hands and hand over to engine.io until the connection ends."""
        self.socket: socket.socket = environ[_SOCKET_KEY]
        try:
            self._frames = self._shake_hands(environ)
        except ProtocolError:
            start_response("400 Bad Request", [("Content-Length", "0")])
            return []
        try:
            self._handler(self)
        except ValueError as error:  # what engine.io says of a message that is none
            log.warning("a message that is none ended its connection: %r", str(error)[:200])
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
        return self._waiting.pop(0)

    def close(self) -> None:
        """End the connection; may be called twice."""
        with suppress(ProtocolError, OSError):  # it may be closed already, which is what was asked for
            self._sendall(self._frames.send(CloseConnection(code=1000)))
        with suppress(OSError):  # the other side may have been faster
            self.socket.shutdown(std_socket.SHUT_RDWR)

    def _sendall(self, data: bytes) -> None:
        with self._lock:
            self.socket.sendall(data)

    def _receive(self) -> bool:
        """Read once from the socket and take what it brings; returns False at the end."""
        try:
            data = self.socket.recv(_READ_BYTES)
            self._frames.receive_data(data or None)
            return all(map(self._take, self._frames.events())) and bool(data)
        except (ProtocolError, OSError):
            return False

    def _take(self, event: object) -> bool:
        if isinstance(event, Ping):
            self._sendall(self._frames.send(event.response()))
        elif isinstance(event, (TextMessage, BytesMessage)):
            return self._take_part(event)
        elif isinstance(event, (CloseConnection, RejectConnection)):
            return False
        return True

    def _take_part(self, event: Message[Any]) -> bool:
        self._parts.append(event.data if isinstance(event.data, str) else bytes(event.data))
        if sum(map(len, self._parts)) > MESSAGE_BYTES_AT_MOST:
            self._sendall(self._frames.send(CloseConnection(code=1009, reason="message too large")))
            return False
        if event.message_finished:
            whole = self._parts[0][:0].join(self._parts)  # type: ignore[arg-type]  # a message is all str or all bytes
            self._parts.clear()
            self._waiting.append(whole)
        return True


class _Handler(pywsgi.WSGIHandler):
    """Gives the WebSocket its connection: WSGI itself has no name for it."""

    def get_environ(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environ()
        environ[_SOCKET_KEY] = self.socket
        if environ.get("HTTP_UPGRADE"):  # what follows on this connection is no request, whenever the frames end
            self.close_connection = True
        return environ


def _headers(environ: dict[str, Any]) -> list[tuple[bytes, bytes]]:
    names = [key for key in environ if key.startswith("HTTP_")]
    return [(key[5:].replace("_", "-").lower().encode(), environ[key].encode("latin-1")) for key in names]


def use_our_websocket(socketio: Any) -> None:
    """Give the Socket.IO server our WebSocket. engine.io has no setting for it: its driver table is per server."""
    engineio = socketio.server.eio
    engineio._async = {**engineio._async, "websocket": WebSocket}  # noqa: SLF001


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket whose connections send at once; raises OSError when the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listener.bind((host, port))
    listener.listen(1024)
    listener.setblocking(False)
    return listener


def make_server(application: Callable[..., Any], listener: socket.socket) -> pywsgi.WSGIServer:
    """Return a server of `application` on `listener`; `serve_forever()` runs it, `stop()` ends it."""
    raise_limit()
    return pywsgi.WSGIServer(listener, application, handler_class=_Handler, spawn=CONNECTIONS_AT_MOST, log=None)
