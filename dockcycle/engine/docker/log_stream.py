"""The log of one container of a real engine. A thread per log reads it, so a slow consumer delays only itself."""

import logging
import threading
from collections import deque
from collections.abc import Iterator
from typing import Any

from dockcycle.domain.container_details import LogLine
from dockcycle.engine.docker.parse.parse_log import (
    LINE_CHARACTERS,
    LINE_CHARACTERS_OF_ALL,
    LogParser,
    RawLine,
    log_line,
)
from dockcycle.engine.docker.transport.chunked import read_chunks
from dockcycle.engine.docker.transport.streams import StreamingResponse
from dockcycle.engine.docker.transport.transport_errors import TransportError

#: Limits of the buffer, in lines and in bytes. Beyond them the oldest lines are dropped and counted.
LINES_AT_MOST = 2000
BYTES_AT_MOST = 1024 * 1024

log = logging.getLogger(__name__)


class DockerLog(StreamingResponse):
    """The lines of one `ContainerLogs` response.

    Until the consumer has taken `lossless_lines` lines, none is dropped: the thread waits while the buffer is full.
    Existing lines arrive in one burst and would be lost otherwise. None means that no line is ever dropped, as for a
    download, and raises the length at which a line is cut to `LINE_CHARACTERS_OF_ALL`.
    """

    def __init__(self, engine: str, response: Any, *, framed: bool, lossless_lines: int | None) -> None:
        super().__init__(engine, response, read_chunks(response))
        self.skipped = 0
        self._characters = LINE_CHARACTERS_OF_ALL if lossless_lines is None else LINE_CHARACTERS
        self._parser = LogParser(tty=not framed, characters=self._characters)
        self._lossless_lines = lossless_lines
        self._taken = 0
        self._waiting: deque[RawLine] = deque()
        self._bytes = 0
        #: Lines dropped in total. The next batch copies the number to `skipped`.
        self._left_out = 0
        self._ended = False
        self._change = threading.Condition()
        threading.Thread(target=self._read, name="log", daemon=True).start()

    def __iter__(self) -> Iterator[list[LogLine]]:
        while batch := self._next():
            yield [log_line(raw, self._characters) for raw in batch]

    def close(self) -> None:
        super().close()
        with self._change:
            self._ended = True
            self._waiting.clear()
            self._change.notify_all()

    def _next(self) -> list[RawLine]:
        with self._change:
            self._change.wait_for(lambda: self._waiting or self._ended)
            batch = list(self._waiting)
            self._waiting.clear()
            self._bytes = 0
            self._taken += len(batch)
            self.skipped = self._left_out
            self._change.notify_all()
            return batch

    def _read(self) -> None:
        try:
            for piece in self._lines:
                self._offer(self._parser.take(piece))
            self._offer(self._parser.last())
        except (TransportError, ValueError) as error:  # the connection ended, or a frame is invalid
            log.debug("engine %s: a log ended (%s)", self._engine, type(error).__name__)
        finally:
            with self._change:
                self._ended = True
                self._change.notify_all()
            self._lines.close()

    def _offer(self, lines: list[RawLine]) -> None:
        with self._change:
            self._change.wait_for(lambda: not (self._is_lossless() and self._is_too_much()) or self._ended)
            self._waiting.extend(lines)
            self._bytes += sum(len(line.data) for line in lines)
            while not self._is_lossless() and self._is_too_much():
                self._bytes -= len(self._waiting.popleft().data)
                self._left_out += 1
            self._change.notify_all()

    def _is_lossless(self) -> bool:
        return self._lossless_lines is None or self._taken < self._lossless_lines

    def _is_too_much(self) -> bool:
        return len(self._waiting) > LINES_AT_MOST or (len(self._waiting) > 1 and self._bytes > BYTES_AT_MOST)
