"""The event stream of an engine: parsed line by line as it arrives, ended cleanly from anywhere."""

import contextlib
import json
import logging
from collections.abc import Iterator
from typing import Any

import urllib3
from docker.errors import DockerException
from docker.types import CancellableStream

from dockcycle.domain.event import EngineEvent
from dockcycle.engine import parse

#: One event is some hundred bytes; labels may make it a few kilobytes. A longer line is not an event.
LINE_BYTES_AT_MOST = 1024 * 1024

log = logging.getLogger(__name__)


class DockerEventStream:
    """The events behind one answer of `/events`. A read that ends for whatever reason ends the iteration.

    `dropped` counts lines that were no event.
    """

    def __init__(self, engine: str, response: Any) -> None:
        self.dropped = 0
        self._engine = engine
        self._response = response
        self._lines = _lines(response)
        self._closed = False

    def __iter__(self) -> Iterator[EngineEvent]:
        for line in self._lines:
            event = self._parsed(line)
            if event is not None:
                yield event

    def close(self) -> None:
        """Shut the connection; a reader that waits in it comes back at once."""
        if self._closed:
            return
        self._closed = True
        try:
            # Shuts the socket down, whatever lies between; a plain close() would wait for the reader.
            CancellableStream(self._lines, self._response).close()
        except DockerException:  # over ssh it is a channel, which may be closed while somebody reads it
            self._response.close()
        except (OSError, AttributeError):
            log.debug("engine %s: the stream had ended before it was closed", self._engine)

    def _parsed(self, line: bytes) -> EngineEvent | None:
        try:
            return parse.event(self._engine, json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            self.dropped += 1
            log.warning("engine %s: dropped what is no event (%s)", self._engine, type(error).__name__)
            return None


def _lines(response: Any) -> Iterator[bytes]:
    """Yield each line as soon as its last byte is here: the engine sends one HTTP chunk per event."""
    rest = b""
    # Silent too long, cut, or closed by us in the middle of a read: each only means "disconnected".
    with response, contextlib.suppress(urllib3.exceptions.HTTPError, OSError, ValueError, AttributeError):
        for chunk in response.raw.stream(amt=None, decode_content=False):
            *whole, rest = (rest + chunk).split(b"\n")
            if len(rest) > LINE_BYTES_AT_MOST:
                return
            yield from filter(bytes.strip, whole)
