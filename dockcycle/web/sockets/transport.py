"""The only module that uses the internals of python-socketio and engine.io (5.18.1 and 4.15.1).

Neither has a public hook for these parts. tests/unit/web/test_transport.py fails if an update moves one of them:

- `eio._async`: the table of drivers, which gets the WebSocket and the send queue of this server.
- `eio.sockets[id].__class__`: becomes `ViewerConnection` on connect, because engine.io creates its own class by name.
- `Socket._websocket_handler`: replaced, because it starts a greenlet per connection that sends.
- `Socket.schedule_ping`, `last_ping`: replaced, because it starts a greenlet per connection for each ping.
- `server._handle_eio_connect`, `_handle_eio_message`: called by the two handlers that `install` registers.
- `server._binary_packet`: contains the connections that wait for an attachment, which may be empty.
- `manager.eio_sid_from_sid`, `sid_from_eio_sid`: convert between the ids of a connection and of a viewer.
"""

import logging
import time
from functools import partial
from typing import Any

from engineio.exceptions import SocketIsClosedError, UnknownPacketError
from engineio.packet import MESSAGE, PING, Packet
from engineio.socket import Socket

from dockcycle.limited_log import LimitedLog
from dockcycle.web.sockets.send_queue import SendQueue, Writer
from dockcycle.web.sockets.shared_timer import SharedTimer
from dockcycle.websocket import WebSocket

#: A connection that has not joined a namespace after this time is closed.
JOIN_SECONDS = 10.0
#: Replaces an empty message, so that decoding fails. python-socketio would decode "" as an event without a name.
_NOTHING = "empty"

log = logging.getLogger(__name__)
refused = LimitedLog(log)


class ViewerConnection(Socket):  # type: ignore[misc]  # engine.io has no types
    """A connection of engine.io with one greenlet, which receives. Sending and pings are shared by all connections."""

    queue: SendQueue
    last_ping: float | None
    _pings: SharedTimer[str]

    @classmethod
    def adopt(cls, socket: Any, pings: SharedTimer[str]) -> None:
        """Turn a new socket of engine.io into a `ViewerConnection`."""
        socket.__class__ = cls
        socket._pings = pings  # noqa: SLF001  # its own attribute, from the line above

    def schedule_ping(self) -> None:
        """Send the next ping after the interval, unless one is scheduled already."""
        if self.last_ping:
            self.last_ping = None
            self._pings.add(self.sid)

    def _websocket_handler(self, websocket: WebSocket) -> list[bytes]:
        """Receive packets until the connection ends; raises ValueError for an invalid packet."""
        websocket.socket.settimeout(self.server.ping_interval + self.server.ping_timeout)
        self.connected = self.upgraded = True
        self.queue.open(websocket)
        try:
            while self._receive_next(websocket):
                pass
        finally:
            self.close(wait=False, abort=True, reason=self.server.reason.TRANSPORT_CLOSE)
        return []

    def _receive_next(self, websocket: WebSocket) -> bool:
        data = websocket.wait()
        try:
            if data is not None:
                self.receive(_decoded(data))
        except UnknownPacketError:
            return True
        except SocketIsClosedError:
            return False
        return data is not None


def _decoded(data: str | bytes) -> Packet:
    """Return a packet of engine.io, which decodes the JSON of a text; raises ValueError for an invalid one."""
    try:
        return Packet(encoded_packet=data)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def install(server: Any) -> None:
    """Use `WebSocket`, `SendQueue` and `ViewerConnection` for all connections of this Socket.IO `server`.

    It also disconnects clients that send malformed packets, that join no namespace within `JOIN_SECONDS`, and whose
    send queue is too long. python-socketio logs a traceback for each malformed packet and keeps the connection, so a
    client could fill the disk.
    """
    eio = server.eio
    run = {"start": server.start_background_task, "sleep": server.sleep}
    eio._async = {  # noqa: SLF001
        **eio._async,  # noqa: SLF001
        "websocket": WebSocket,
        "queue": partial(SendQueue, Writer(server.start_background_task)),
    }
    pings = SharedTimer[str](eio.ping_interval, partial(_ping, eio), **run)
    joins = SharedTimer[str](JOIN_SECONDS, partial(_end_unless_joined, server), **run)
    eio.on("connect", partial(_connect, server, pings, joins))
    eio.on("message", partial(_message, server))


def _connect(server: Any, pings: SharedTimer[str], joins: SharedTimer[str], id: str, environ: dict[str, Any]) -> Any:
    ViewerConnection.adopt(server.eio.sockets[id], pings)
    joins.add(id)
    return server._handle_eio_connect(id, environ)  # noqa: SLF001


def _message(server: Any, id: str, data: object) -> None:
    connection = server.eio.sockets.get(id)
    if connection is None or connection.closed:  # the message arrived after the end of the connection
        return
    if connection.queue.has_backlog():
        _end(connection)
        return
    try:
        server._handle_eio_message(id, data if data or id in server._binary_packet else _NOTHING)  # noqa: SLF001
    except (ValueError, RecursionError) as error:  # RecursionError: values that are nested too deeply
        refused.warning("closed a connection because of an invalid message: %r", str(error)[:200])
        _end(connection)


def _ping(eio: Any, id: str) -> None:
    connection = eio.sockets.get(id)
    if connection is not None and not connection.closing and not connection.closed:
        connection.last_ping = time.time()
        connection.send(Packet(PING))


def _end_unless_joined(server: Any, id: str) -> None:
    """Close the connection if it has joined no namespace. Pages join at once."""
    connection = server.eio.sockets.get(id)
    joined = any(server.manager.sid_from_eio_sid(id, name) for name in server.namespace_handlers)
    if connection is not None and not joined:
        _end(connection)


def _end(connection: Any) -> None:
    connection.close(wait=False, abort=True)


def message(text: str) -> Packet:
    """Return an encoded Socket.IO packet as a message that `send` can queue for any number of viewers."""
    return Packet(MESSAGE, text)


def send(server: Any, viewer: str, namespace: str, packet: Packet) -> None:
    """Queue a packet for one viewer."""
    server.eio.send_packet(server.manager.eio_sid_from_sid(viewer, namespace), packet)


def disconnect_slow(server: Any, packets_at_most: int) -> None:
    """Disconnect the clients whose send queue has more than `packets_at_most` packets."""
    for connection in list(server.eio.sockets.values()):
        if connection.queue.qsize() > packets_at_most:
            _end(connection)


def disconnect_if_backlogged(server: Any, viewer: str, namespace: str) -> None:
    """Disconnect a viewer if its send queue exceeds the limits. Otherwise the queue would fill the memory."""
    connection = server.eio.sockets.get(server.manager.eio_sid_from_sid(viewer, namespace))
    if connection is not None and connection.queue.has_backlog():
        # In the background: the sender holds locks that closing needs.
        server.start_background_task(_end, connection)
