"""Reads the details of containers from a real engine: log, stats, processes, changed files and inspect."""

import logging
import time
from collections.abc import Iterator, Mapping
from typing import Any

from dockcycle.domain.container_details import FileChange, Processes, RawStats
from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.engine.docker.connection import CALL_SECONDS, Connection, path_of
from dockcycle.engine.docker.error_translation import engine_errors
from dockcycle.engine.docker.log_stream import DockerLog
from dockcycle.engine.docker.parse import parse_details
from dockcycle.engine.docker.podman import podman
from dockcycle.engine.docker.transport.payloads import load_json
from dockcycle.engine.docker.transport.streams import StreamingResponse
from dockcycle.engine.docker.transport.transport_errors import TransportError

#: A log that is followed again without `tail` delivers at least this many lines before it drops any.
HISTORY_LINES = 5000
#: How often a request to Podman for a log is repeated while its last line is being written, and the pause in between
#: (seconds).
_LOG_ATTEMPTS = 20
_LOG_AGAIN_SECONDS = 0.02

log = logging.getLogger(__name__)


class DockerDetails:
    """The details of containers of a real engine (`engine_protocols.DetailCalls`)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def logs(self, id: str, *, tail: int | None, since_ns: int | None = None, follow: bool = False) -> DockerLog:
        params = {"stdout": "1", "stderr": "1", "timestamps": "1", "follow": str(int(follow))}
        params["tail"] = "all" if tail is None else str(tail)
        if since_ns is not None:
            seconds, rest = divmod(since_ns, NANOSECONDS)
            params["since"] = f"{seconds}.{rest:09d}"
        with engine_errors("logs"):
            tty = bool(self._connection.json(path_of(id, "json"))["Config"]["Tty"])
            response, framed = self._log(id, params, framed=not tty)
        lossless_lines = (HISTORY_LINES if tail is None else tail) if follow else None
        return self._connection.keep(
            DockerLog(self._connection.name, response, framed=framed, lossless_lines=lossless_lines)
        )

    def stats(self, id: str) -> "DockerStats":
        with engine_errors("stats"):
            return self._connection.keep(
                DockerStats(self._connection.name, self._streamed(path_of(id, "stats"), stream="1"))
            )

    def processes(self, id: str) -> Processes:
        with engine_errors("top"):
            return parse_details.processes(self._connection.json(path_of(id, "top")))

    def changes(self, id: str) -> tuple[FileChange, ...]:
        with engine_errors("changes"):
            return parse_details.changes(self._connection.json(path_of(id, "changes")))

    def inspect_raw(self, id: str) -> Mapping[str, Any]:
        with engine_errors("inspect"):
            return parse_details.inspected(self._connection.json(path_of(id, "json")))

    def _log(self, id: str, params: Mapping[str, str], *, framed: bool) -> tuple[Any, bool]:
        """Return the response with the log, and whether the log has frames.

        Podman cuts a line into the parts that the process wrote and sends each part with a time. The Docker API sends
        the log of a terminal without frames. Only Podman's own API shows where a part begins.
        """
        path = path_of(id, "logs")
        if not self._connection.is_podman:
            return self._streamed(path, **params), framed
        if not framed:
            response = self._podman_log(f"{self._connection.client().base_url}{podman.LIBPOD}{path}", params)
            if response.status_code not in podman.WITHHELD:
                response.raise_for_status()
                return response, True
            response.close()
        response = self._podman_log(self._connection.url(path), params)
        response.raise_for_status()
        return response, framed

    def _podman_log(self, url: str, params: Mapping[str, str]) -> Any:
        """Return Podman's response. While Podman refuses the log because its last line is incomplete, retry."""
        for _ in range(_LOG_ATTEMPTS - 1):
            response = self._requested(url, params)
            if not podman.is_half_written(response):
                return response
            response.close()
            time.sleep(_LOG_AGAIN_SECONDS)
        return self._requested(url, params)

    def _streamed(self, path: str, **params: str) -> Any:
        response = self._requested(self._connection.url(path), params)
        response.raise_for_status()
        return response

    def _requested(self, url: str, params: Mapping[str, str]) -> Any:
        return self._connection.client().get(url, params=params, stream=True, timeout=(CALL_SECONDS, None))


class DockerStats(StreamingResponse):
    """The stats of one `ContainerStats` response, one JSON object per line."""

    def __iter__(self) -> Iterator[RawStats]:
        try:
            for line in self._lines:
                yield parse_details.stats(load_json(line))
        except (TransportError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as error:
            log.debug("engine %s: the stats ended (%s)", self._engine, type(error).__name__)
