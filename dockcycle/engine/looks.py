"""The inside of containers of a real engine: log, readings, processes, changed files, all that inspect tells."""

from collections.abc import Mapping
from typing import Any

from dockcycle.domain.inside import FileChange, Processes
from dockcycle.engine import LogStream, StatsStream
from dockcycle.engine.connection import Connection
from dockcycle.engine.errors import EngineError


class Looks(Connection):
    """What one engine tells of the inside of its containers."""

    def logs(self, id: str, *, tail: int | None, since_ns: int | None = None, follow: bool = False) -> LogStream:
        raise _not_yet()

    def stats(self, id: str) -> StatsStream:
        raise _not_yet()

    def processes(self, id: str) -> Processes:
        raise _not_yet()

    def changes(self, id: str) -> tuple[FileChange, ...]:
        raise _not_yet()

    def inspect_raw(self, id: str) -> Mapping[str, Any]:
        raise _not_yet()


def _not_yet() -> EngineError:
    return EngineError("engine_error", "not built yet")
