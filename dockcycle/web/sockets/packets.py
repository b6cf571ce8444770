"""Disconnects clients that send malformed packets, and logs one line instead of a traceback.

python-socketio logs a traceback for each such packet and keeps the connection, so a client could fill the disk.
"""

import logging
from typing import Any

import orjson
from socketio import packet
from socketio.packet import Packet

from dockcycle.limited_log import LimitedLog
from dockcycle.web.sockets.backpressure import has_backlog

#: Events that python-socketio raises itself. A client that sends `connect` as an event would be subscribed twice.
_RESERVED = frozenset({"connect", "connect_error", "disconnect"})
#: Replaces an empty message, so that decoding fails. python-socketio would decode "" as an event without a name.
_NOTHING = "empty"
_FROM_BROWSERS = frozenset({packet.CONNECT, packet.DISCONNECT, packet.EVENT, packet.ACK, packet.BINARY_EVENT})

#: A connection that has not joined a namespace after this time is closed.
JOIN_SECONDS = 10.0

log = logging.getLogger(__name__)
refused = LimitedLog(log)


class _OrjsonText:
    """orjson with the interface that python-socketio expects of a JSON module."""

    @staticmethod
    def dumps(value: object, **_: object) -> str:
        return orjson.dumps(value).decode()

    loads = staticmethod(orjson.loads)


class StrictPacket(Packet):  # type: ignore[misc]  # python-socketio has no types
    """A Socket.IO packet with orjson as the encoder, and with strict decoding.

    Only the arguments of an event and the values of their objects may be bytes; deeper values are not searched.
    """

    json = _OrjsonText

    @classmethod
    def data_is_binary(cls, data: object) -> bool:
        if isinstance(data, list):
            return any(map(_has_bytes, data))
        return _has_bytes(data)

    def decode(self, encoded_packet: object) -> Any:
        """Decode a packet and return the number of its attachments; raises ValueError for an invalid packet."""
        try:
            attachments = super().decode(encoded_packet)
        except (LookupError, TypeError, AttributeError) as error:
            raise ValueError("not a packet") from error
        if self.packet_type not in _FROM_BROWSERS:
            raise ValueError("a packet type that clients do not send")
        if self.packet_type == packet.BINARY_EVENT:  # checked when its attachment has arrived
            if attachments != 1:
                raise ValueError("a binary event with other than one attachment")  # all events of the protocol have one
        elif self.packet_type == packet.EVENT:
            _check_event(self.data)
        elif self.packet_type == packet.ACK and not isinstance(self.data, list):
            raise ValueError("not an acknowledgement")
        return attachments

    def add_attachment(self, attachment: object) -> bool:
        """Add an attachment and return whether the packet is complete; raises ValueError for an invalid event."""
        try:
            is_whole = bool(super().add_attachment(attachment))
        except (LookupError, TypeError) as error:
            raise ValueError("a placeholder without an attachment") from error
        if is_whole:
            _check_event(self.data)
        return is_whole


def _has_bytes(item: object) -> bool:
    inside = item.values() if isinstance(item, dict) else (item,)
    return any(isinstance(one, (bytes, bytearray)) for one in inside)


def _check_event(data: object) -> None:
    """Raise ValueError unless `data` is a list of an event name and its arguments, and the name is not reserved."""
    match data:
        case [str(name), *_] if name not in _RESERVED:
            return
    raise ValueError("not an event")


def disconnect_on_malformed(server: Any) -> None:
    """Make the Socket.IO `server` close a connection that sends a malformed packet.

    It also closes connections that join no namespace within `JOIN_SECONDS`, and those with a send queue that is too
    long.
    """
    take = server._handle_eio_message  # noqa: SLF001  # python-socketio has no public hook for incoming messages
    welcome = server._handle_eio_connect  # noqa: SLF001

    def connect(connection: str, environ: dict[str, Any]) -> Any:
        server.start_background_task(_end_unless_joined, server, connection)
        return welcome(connection, environ)

    def message(connection: str, data: object) -> None:
        socket = server.eio.sockets.get(connection)
        if socket is None or socket.closed:  # the message arrived after the end of the connection
            return
        if has_backlog(socket):
            socket.close(wait=False, abort=True)
            return
        try:
            take(connection, data if data or connection in server._binary_packet else _NOTHING)  # noqa: SLF001
        except ValueError as error:
            refused.warning("closed a connection because of an invalid message: %r", str(error)[:200])
            socket.close(wait=False, abort=True)

    server.eio.on("connect", connect)
    server.eio.on("message", message)


def _end_unless_joined(server: Any, connection: str) -> None:
    """Close the connection if it has joined no namespace after `JOIN_SECONDS`. Pages join at once."""
    server.sleep(JOIN_SECONDS)
    socket = server.eio.sockets.get(connection)
    joined = any(server.manager.sid_from_eio_sid(connection, name) for name in server.namespace_handlers)
    if socket is not None and not socket.closed and not joined:
        socket.close(wait=False, abort=True)
