"""Streaming responses: events and pulls, parsed line by line as they arrive. Any thread can close them."""

import logging
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from typing import Any

from docker.errors import DockerException
from docker.types import CancellableStream

from dockcycle.domain.lifecycle.event import EngineEvent
from dockcycle.domain.pull import LayerState, PullProgress
from dockcycle.engine import Credentials
from dockcycle.engine.docker.error_translation import engine_errors
from dockcycle.engine.docker.parse import parse_event, parse_pull
from dockcycle.engine.docker.pull_errors import pull_error, with_reason
from dockcycle.engine.docker.transport.chunked import read_chunks
from dockcycle.engine.docker.transport.payloads import load_json
from dockcycle.engine.docker.transport.transport_errors import BrokenResponseError, TransportError
from dockcycle.engine.errors import EngineError
from dockcycle.fair_reading import Turn
from dockcycle.limited_log import LimitedLog

#: An event has some hundred bytes, with labels a few kilobytes. A line longer than this limit ends the stream.
LINE_BYTES_AT_MOST = 1024 * 1024

log = logging.getLogger(__name__)


class StreamingResponse:
    """One streaming response: its `lines` (or pieces of bytes), and a `close` that any thread may call."""

    def __init__(self, engine: str, response: Any, lines: Generator[bytes] | None = None) -> None:
        self._engine = engine
        self._response = response
        self._lines: Generator[bytes] = lines if lines is not None else lines_of(response)
        self._closed = False

    def close(self) -> None:
        """Shut the connection down; a blocked reader returns at once. May be called twice."""
        if self._closed:
            return
        self._closed = True
        try:
            # Shuts down the socket below all wrappers. A plain close() would wait for the reader.
            CancellableStream(self._lines, self._response).close()
        except DockerException:  # over ssh: a paramiko channel, which may be closed during a read
            self._response.close()
        except (OSError, AttributeError):
            log.debug("engine %s: the stream had ended before it was closed", self._engine)


class DockerEventStream(StreamingResponse):
    """The events of one `/events` response. The iteration ends without an error when the read ends or fails.

    `unreadable` logs lines that are not valid events, at a limited rate.
    """

    def __init__(self, engine: str, response: Any, unreadable: LimitedLog) -> None:
        super().__init__(engine, response)
        self._unreadable = unreadable

    def __iter__(self) -> Iterator[EngineEvent]:
        try:
            for line in self._lines:
                event = self._parsed(line)
                if event is not None:
                    yield event
        except TransportError as error:  # means "disconnected"; the caller reconnects
            log.debug("engine %s: the events ended (%s)", self._engine, type(error).__name__)

    def _parsed(self, line: bytes) -> EngineEvent | None:
        try:
            return parse_event.event(self._engine, load_json(line))
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            self._unreadable.warning("engine %s: dropped an invalid event (%s)", self._engine, type(error).__name__)
            return None


class DockerPullStream(StreamingResponse):
    """The lines of one `/images/create` response. Iterating raises EngineError if the pull fails; not after `close`."""

    def __init__(self, engine: str, response: Any, credentials: Credentials | None) -> None:
        super().__init__(engine, response)
        self._credentials = credentials

    def __iter__(self) -> Iterator[PullProgress]:
        try:
            with with_reason(self._credentials), engine_errors("pull"):
                for line in self._lines:
                    yield self._parsed(line)
        except EngineError:
            if not self._closed:
                raise
        finally:
            self._lines.close()

    def _parsed(self, line: bytes) -> PullProgress:
        raw = load_json(line)
        message = parse_pull.error_of(raw)
        if message is not None:
            raise pull_error(message, self._credentials, self._response.status_code)
        return parse_pull.progress(raw)


class PodmanPullStream(DockerPullStream):
    """A pull by Podman, completed to Docker's format.

    Podman's last status of a layer is `Download complete`; it becomes `COMPLETE`. Podman does not report that the image
    was already up to date. `image_id` returns the id of the local image (None if absent) and `before` is that id before
    the pull; equal ids mean up to date.
    """

    def __init__(
        self, engine: str, response: Any, credentials: Credentials | None, *,
        image_id: Callable[[], str | None], before: str | None,
    ) -> None:  # fmt: skip
        super().__init__(engine, response, credentials)
        self._image_id = image_id
        self._before = before

    def __iter__(self) -> Iterator[PullProgress]:
        for line in super().__iter__():
            yield replace(line, state=LayerState.COMPLETE) if line.state is LayerState.DOWNLOADED else line
        if self._before is not None and not self._closed and self._image_id() == self._before:
            yield PullProgress(up_to_date=True)


def lines_of(response: Any) -> Generator[bytes]:
    """Yield each non-empty line as soon as it is complete.

    Raises TransportError: BrokenResponseError for a line over `LINE_BYTES_AT_MOST`, and those of `read_chunks`.

    The pieces of a line are joined once, so a line in many pieces does not take quadratic time.
    """
    parts: list[bytes] = []
    size, turn = 0, Turn()
    for piece in read_chunks(response):
        *whole, rest = piece.split(b"\n")
        if whole:
            whole[0] = b"".join((*parts, whole[0]))
            parts, size = [], 0
        parts.append(rest)
        size += len(rest)
        if size > LINE_BYTES_AT_MOST:
            raise BrokenResponseError(f"a line of more than {LINE_BYTES_AT_MOST >> 20} MiB")
        for line in filter(bytes.strip, whole):
            turn.give()
            yield line
    if (last := b"".join(parts)).strip():
        yield last
