"""The inside of containers of a real engine: log, readings, processes, changed files, all that inspect tells."""

import logging
from collections.abc import Iterator, Mapping
from typing import Any

from dockcycle.domain.inside import FileChange, Processes, RawStats
from dockcycle.domain.instant import NANOSECONDS
from dockcycle.engine import parse_looks
from dockcycle.engine.connection import CALL_SECONDS, Connection, path_of
from dockcycle.engine.docker_log import DockerLog
from dockcycle.engine.errors import translated
from dockcycle.engine.said import read
from dockcycle.engine.streams import CUT, Answer

#: Lines of a log that is followed again, written meanwhile, of which none is left out however fast they come.
HISTORY_LINES = 5000

log = logging.getLogger(__name__)


class Looks(Connection):
    """What one engine tells of the inside of its containers."""

    name: str

    def logs(self, id: str, *, tail: int | None, since_ns: int | None = None, follow: bool = False) -> DockerLog:
        params = {"stdout": "1", "stderr": "1", "timestamps": "1", "follow": str(int(follow))}
        params["tail"] = "all" if tail is None else str(tail)
        if since_ns is not None:
            seconds, rest = divmod(since_ns, NANOSECONDS)
            params["since"] = f"{seconds}.{rest:09d}"
        with translated("logs"):
            tty = bool(self._json(path_of(id, "json"))["Config"]["Tty"])
            response = self._streamed(path_of(id, "logs"), **params)
        patience = (HISTORY_LINES if tail is None else tail) if follow else None
        return self._kept(DockerLog(self.name, response, tty=tty, patience=patience))

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
