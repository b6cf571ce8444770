"""Messages of a browser that are none: they end their connection, with one line in the log instead of a traceback each.

python-socketio logs them and goes on, so that who sends them could fill the disk.
"""

import logging
from typing import Any

import orjson
from socketio import packet
from socketio.packet import Packet

from dockcycle.limited_log import LimitedLog
from dockcycle.web.hoarders import hoards

#: Names that python-socketio calls itself: as an event a browser would subscribe twice.
_RESERVED = frozenset({"connect", "connect_error", "disconnect"})
#: What stands for an empty message, which python-socketio would take for an event without a name.
_NOTHING = "empty"
_FROM_BROWSERS = frozenset({packet.CONNECT, packet.DISCONNECT, packet.EVENT, packet.ACK, packet.BINARY_EVENT})

#: A connection is in a namespace so long after it was made, or ends.
JOIN_SECONDS = 10.0

log = logging.getLogger(__name__)
refused = LimitedLog(log)


class _OrjsonText:
    """orjson under the name and signature python-socketio calls."""

    @staticmethod
    def dumps(value: object, **_: object) -> str:
        return orjson.dumps(value).decode()

    loads = staticmethod(orjson.loads)


class FastPacket(Packet):  # type: ignore[misc]  # python-socketio has no types
    """A Socket.IO packet encoded by orjson; bytes are looked for among arguments and their members, not deeper.

    One that arrives is what it says it is, or ValueError is raised.
    """

    json = _OrjsonText

    @classmethod
    def data_is_binary(cls, data: object) -> bool:
        if isinstance(data, list):
            return any(map(_has_bytes, data))
        return _has_bytes(data)

    def decode(self, encoded_packet: object) -> Any:
        """Take a packet apart; raises ValueError."""
        try:
            attachments = super().decode(encoded_packet)
        except (LookupError, TypeError, AttributeError) as error:
            raise ValueError("not a packet") from error
        if self.packet_type not in _FROM_BROWSERS:
            raise ValueError("a packet type that clients do not send")
        if self.packet_type == packet.BINARY_EVENT:  # what it says is not whole yet
            if attachments != 1:
                raise ValueError("a binary event with other than one attachment")  # nothing of ours has more
        elif self.packet_type == packet.EVENT:
            _check_event(self.data)
        elif self.packet_type == packet.ACK and not isinstance(self.data, list):
            raise ValueError("not an acknowledgement")
        return attachments

    def add_attachment(self, attachment: object) -> bool:
        """Take bytes that belong to it; returns whether it is whole now. Raises ValueError."""
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
    """Raise ValueError unless `data` is the name of an event and its arguments."""
    match data:
        case [str(name), *_] if name not in _RESERVED:
            return
    raise ValueError("not an event")


def end_on_nonsense(server: Any) -> None:
    """Make the Socket.IO `server` end the connection that a message which is none came from.

    So it does with one that joins no namespace in time, and with one that asks for more than it reads.
    """
    take = server._handle_eio_message  # noqa: SLF001  # it has no other name for where messages arrive
    welcome = server._handle_eio_connect  # noqa: SLF001

    def connect(connection: str, environ: dict[str, Any]) -> Any:
        server.start_background_task(_end_unless_joined, server, connection)
        return welcome(connection, environ)

    def message(connection: str, data: object) -> None:
        socket = server.eio.sockets.get(connection)
        if socket is None or socket.closed:  # what still arrives after its end
            return
        if hoards(socket):
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
    """A page joins its namespaces at once; a connection that does not is held by nobody's page."""
    server.sleep(JOIN_SECONDS)
    socket = server.eio.sockets.get(connection)
    joined = any(server.manager.sid_from_eio_sid(connection, name) for name in server.namespace_handlers)
    if socket is not None and not socket.closed and not joined:
        socket.close(wait=False, abort=True)
