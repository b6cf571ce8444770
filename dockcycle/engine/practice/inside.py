"""The inside of practice containers: consoles with a small shell, logs, readings, processes, changed files."""

from collections.abc import Mapping
from typing import Any

from dockcycle.domain.console import ExecSpec
from dockcycle.domain.inside import FileChange, Processes
from dockcycle.engine import ConsoleStream, LogStream, StatsStream
from dockcycle.engine.errors import EngineError


class Inside:
    """What the practice engine lets one see and do inside its containers."""

    def exec_console(self, id: str, spec: ExecSpec, cols: int = 80, rows: int = 24) -> ConsoleStream:
        raise _not_yet()

    def attach_console(self, id: str, *, stdin: bool) -> ConsoleStream:
        raise _not_yet()

    def shells(self, id: str) -> tuple[str, ...]:
        raise _not_yet()

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
