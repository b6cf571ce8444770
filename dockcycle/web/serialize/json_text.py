"""JSON of HTTP and Socket.IO: encodes Structs and plain values, and decodes the messages of clients."""

from typing import Any

import msgspec

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder()


def encode(value: object) -> bytes:
    """Return a Struct or a plain value as JSON. A `msgspec.Raw` inside it is copied unchanged."""
    return _ENCODER.encode(value)


def decode(text: bytes | str) -> Any:
    """Return the value of a JSON text as plain Python; raises ValueError if it is invalid or nested too deeply."""
    try:
        return _DECODER.decode(text)
    except RecursionError as error:
        raise ValueError("too many levels of nesting") from error
