"""The inside of containers of a real engine: log, readings, processes, changed files, all that inspect tells."""

import logging
import threading
from collections import deque
from collections.abc import Generator, Iterator, Mapping
from typing import Any

from dockcycle.domain.inside import FileChange, LogLine, Processes, RawStats
from dockcycle.domain.instant import NANOSECONDS
from dockcycle.engine import parse_looks
from dockcycle.engine.connection import CALL_SECONDS, Connection, path_of
from dockcycle.engine.errors import translated
from dockcycle.engine.said import read
from dockcycle.engine.streams import CUT, Answer

_READ_BYTES = 65_536
#: Lines that wait to be taken, at most, and their characters; the oldest of more are left out and counted.
LINES_AT_MOST = 2000
CHARACTERS_AT_MOST = 1024 * 1024

log = logging.getLogger(__name__)


class Looks(Connection):
    """What one engine tells of the inside of its containers."""

    name: str

    def logs(self, id: str, *, tail: int | None, since_ns: int | None = None, follow: bool = False) -> "DockerLog":
        params = {"stdout": "1", "stderr": "1", "timestamps": "1", "follow": str(int(follow))}
        params["tail"] = "all" if tail is None else str(tail)
        if since_ns is not None:
            seconds, rest = divmod(since_ns, NANOSECONDS)
            params["since"] = f"{seconds}.{rest:09d}"
        with translated("logs"):
            tty = bool(self._json(path_of(id, "json"))["Config"]["Tty"])
            response = self._streamed(path_of(id, "logs"), **params)
        return self._kept(DockerLog(self.name, response, tty=tty, patient=not follow))

    def stats(self, id: str) -> "DockerStats":
        with translated("stats"):
            return self._kept(DockerStats(self.name, self._streamed(path_of(id, "stats"), stream="1")))

    def processes(self, id: str) -> Processes:
        with translated("top"):
            return parse_looks.processes(self._json(path_of(id, "top")))

    def changes(self, id: str) -> tuple[FileChange, ...]:
        with translated("changes"):
            return parse_looks.changes(self._json(path_of(id, "changes")))

    def inspect_raw(self, id: str) -> Mapping[str, Any]:
        with translated("inspect"):
            return parse_looks.inspected(self._json(path_of(id, "json")))

    def _streamed(self, path: str, **params: str) -> Any:
        response = self._client().get(self._url(path), params=params, stream=True, timeout=(CALL_SECONDS, None))
        response.raise_for_status()
        return response


class DockerStats(Answer):
    """The readings behind one answer of `ContainerStats`, one JSON text a line."""

    def __iter__(self) -> Iterator[RawStats]:
        try:
            for line in self._lines:
                yield parse_looks.stats(read(line))
        except (*CUT, KeyError, TypeError, ArithmeticError) as error:
            log.debug("engine %s: the stats ended (%s)", self._engine, type(error).__name__)


class DockerLog(Answer):
    """The lines behind one answer of `ContainerLogs`. A thread reads them, so that a slow taker slows nobody else.

    `patient`: nothing is left out, the thread waits for whoever takes the lines instead (a download).
    """

    def __init__(self, engine: str, response: Any, *, tty: bool, patient: bool) -> None:
        super().__init__(engine, response, _pieces(response))
        self.skipped = 0
        self._parser = parse_looks.LogParser(tty=tty)
        self._patient = patient
        self._waiting: deque[LogLine] = deque()
        self._characters = 0
        self._ended = False
        self._change = threading.Condition()
        threading.Thread(target=self._read, name="log", daemon=True).start()

    def __iter__(self) -> Iterator[list[LogLine]]:
        while batch := self._next():
            yield batch

    def close(self) -> None:
        super().close()
        with self._change:
            self._ended = True
            self._waiting.clear()
            self._change.notify_all()

    def _next(self) -> list[LogLine]:
        with self._change:
            self._change.wait_for(lambda: self._waiting or self._ended)
            batch = list(self._waiting)
            self._waiting.clear()
            self._characters = 0
            self._change.notify_all()
            return batch

    def _read(self) -> None:
        try:
            for piece in self._lines:
                self._offer(self._parser.take(piece))
            self._offer(self._parser.last())
        except CUT as error:
            log.debug("engine %s: a log ended (%s)", self._engine, type(error).__name__)
        finally:
            with self._change:
                self._ended = True
                self._change.notify_all()
            self._lines.close()

    def _offer(self, lines: list[LogLine]) -> None:
        with self._change:
            if self._patient:
                self._change.wait_for(lambda: len(self._waiting) < LINES_AT_MOST or self._ended)
            self._waiting.extend(lines)
            self._characters += sum(len(line.text) for line in lines)
            while not self._patient and self._is_too_much():
                self._characters -= len(self._waiting.popleft().text)
                self.skipped += 1
            self._change.notify_all()

    def _is_too_much(self) -> bool:
        return len(self._waiting) > LINES_AT_MOST or (len(self._waiting) > 1 and self._characters > CHARACTERS_AT_MOST)


def _pieces(response: Any) -> Generator[bytes]:
    with response:
        yield from response.raw.stream(amt=None, decode_content=False)
