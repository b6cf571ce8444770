"""Answers that go on: events and pulls, parsed line by line as they arrive, ended cleanly from anywhere."""

import logging
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from typing import Any

import urllib3
from docker.errors import DockerException
from docker.types import CancellableStream

from dockcycle.domain.event import EngineEvent
from dockcycle.domain.pull import LayerState, PullProgress
from dockcycle.engine import Credentials, parse, parse_pull
from dockcycle.engine.chunks import pieces_of
from dockcycle.engine.errors import EngineError, translated
from dockcycle.engine.pull_errors import pull_error, with_reason
from dockcycle.engine.said import read
from dockcycle.fair_reading import Turn
from dockcycle.limited_log import LimitedLog

#: One event is some hundred bytes; labels may make it a few kilobytes. A longer line is none of ours.
LINE_BYTES_AT_MOST = 1024 * 1024
#: How a read ends that was cut: silent too long, the connection gone, or closed by us in the middle of it.
CUT = (urllib3.exceptions.HTTPError, OSError, ValueError, AttributeError)

log = logging.getLogger(__name__)


class Answer:
    """The `lines` (or pieces) behind one answer, and its end from anywhere."""

    def __init__(self, engine: str, response: Any, lines: Generator[bytes] | None = None) -> None:
        self._engine = engine
        self._response = response
        self._lines: Generator[bytes] = lines if lines is not None else lines_of(response)
        self._closed = False

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


class DockerEventStream(Answer):
    """The events behind one answer of `/events`. A read that ends for whatever reason ends the iteration.

    `unreadable` takes note of lines that were no event: an engine can send any number of them.
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
        except CUT as error:  # it only means "disconnected"
            log.debug("engine %s: the events ended (%s)", self._engine, type(error).__name__)

    def _parsed(self, line: bytes) -> EngineEvent | None:
        try:
            return parse.event(self._engine, read(line))
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            self._unreadable.warning("engine %s: dropped an invalid event (%s)", self._engine, type(error).__name__)
            return None


class DockerPullStream(Answer):
    """The lines behind one answer of `/images/create`. What fails on the way is raised, unless we closed it."""

    def __init__(self, engine: str, response: Any, credentials: Credentials | None) -> None:
        super().__init__(engine, response)
        self._credentials = credentials

    def __iter__(self) -> Iterator[PullProgress]:
        try:
            with with_reason(self._credentials), translated("pull"):
                for line in self._lines:
                    yield self._parsed(line)
        except EngineError:
            if not self._closed:
                raise
        finally:
            self._lines.close()

    def _parsed(self, line: bytes) -> PullProgress:
        raw = read(line)
        message = parse_pull.error_of(raw)
        if message is not None:
            raise pull_error(message, self._credentials, self._response.status_code)
        return parse_pull.progress(raw)


class PodmanPullStream(DockerPullStream):
    """A pull by Podman. `Download complete` is its last word about a layer, and nothing tells that an image was there.

    `image_id` returns the id of the image that is pulled, None while it is not there: the same before and after means
    that it is up to date. `before` is that from before the pull.
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
    """Yield each line as soon as its last byte is here. What a line is made of is joined once, however it is cut."""
    parts: list[bytes] = []
    size, turn = 0, Turn()
    for piece in pieces_of(response):
        *whole, rest = piece.split(b"\n")
        if whole:
            whole[0] = b"".join((*parts, whole[0]))
            parts, size = [], 0
        parts.append(rest)
        size += len(rest)
        if size > LINE_BYTES_AT_MOST:
            raise ValueError("a line without an end")
        for line in filter(bytes.strip, whole):
            turn.give()
            yield line
    if (last := b"".join(parts)).strip():
        yield last
