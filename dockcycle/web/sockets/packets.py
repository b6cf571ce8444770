"""The Socket.IO packets of this server: they can contain Structs, and a malformed packet raises ValueError."""

from typing import Any

import msgspec
from socketio import packet
from socketio.packet import Packet

from dockcycle.web.serialize.json_text import decode, encode

#: Events that python-socketio raises itself. A client that sends `connect` as an event would be subscribed twice.
_RESERVED = frozenset({"connect", "connect_error", "disconnect"})
_FROM_BROWSERS = frozenset({packet.CONNECT, packet.DISCONNECT, packet.EVENT, packet.ACK, packet.BINARY_EVENT})


class _JsonText:
    """The encoder and the decoder with the interface that python-socketio expects of a JSON module."""

    @staticmethod
    def dumps(value: object, **_: object) -> str:
        return encode(value).decode()

    loads = staticmethod(decode)


class StrictPacket(Packet):  # type: ignore[misc]  # python-socketio has no types
    """A Socket.IO packet that can contain Structs, with strict decoding.

    Only the arguments of an event and the values of their objects may be bytes; deeper values are not searched.
    """

    json = _JsonText

    @classmethod
    def data_is_binary(cls, data: object) -> bool:
        if isinstance(data, list):
            return any(map(_has_bytes, data))
        return _has_bytes(data)

    @classmethod
    def deconstruct_binary(cls, data: object) -> Any:
        """Return the data with placeholders for its bytes, and the bytes. Structs become objects."""
        return super().deconstruct_binary(msgspec.to_builtins(data, builtin_types=(bytes, bytearray)))

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
    if isinstance(item, msgspec.Struct):
        item = msgspec.structs.asdict(item)
    inside = item.values() if isinstance(item, dict) else (item,)
    return any(isinstance(one, (bytes, bytearray)) for one in inside)


def _check_event(data: object) -> None:
    """Raise ValueError unless `data` is a list of an event name and its arguments, and the name is not reserved."""
    match data:
        case [str(name), *_] if name not in _RESERVED:
            return
    raise ValueError("not an event")
