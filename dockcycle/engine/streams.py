"""The event stream of an engine: parsed line by line as it arrives, ended cleanly from anywhere."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import urllib3
from docker.types import CancellableStream

from dockcycle.domain.event import EngineEvent
from dockcycle.engine import parse

#: One event is some hundred bytes; labels may make it a few kilobytes. A longer line is not an event.
LINE_BYTES_AT_MOST = 1024 * 1024

log = logging.getLogger(__name__)


class DockerEventStream:
    """The events behind one answer of `/events`. A read that ends for whatever reason ends the iteration."""

    def __init__(self, engine: str, response: Any) -> None:
        self._engine = engine
        self._stream = CancellableStream(_lines(response), response)
        self._closed = False

    def __iter__(self) -> Iterator[EngineEvent]:
        for line in self._stream:
            event = _parsed(self._engine, line)
            if event is not None:
                yield event

    def close(self) -> None:
        """Shut the connection; a reader that waits in it comes back at once."""
        if not self._closed:
            self._closed = True
            self._stream.close()


def _lines(response: Any) -> Iterator[bytes]:
    """Yield each line as soon as its last byte is here: the engine sends one HTTP chunk per event."""
    rest = b""
    try:
        for chunk in response.raw.stream(amt=None, decode_content=False):
            *whole, rest = (rest + chunk).split(b"\n")
            if len(rest) > LINE_BYTES_AT_MOST:
                return
            yield from whole
    except (urllib3.exceptions.HTTPError, OSError, ValueError, AttributeError):
        return  # silent too long, cut, or closed by us in the middle of a read: each only means "disconnected"


def _parsed(engine: str, line: bytes) -> EngineEvent | None:
    if not line.strip():
        return None
    try:
        return parse.event(engine, json.loads(line))
    except (ValueError, KeyError, TypeError) as error:
        log.warning("engine %s: an event that cannot be read was dropped (%s)", engine, type(error).__name__)
        return None
