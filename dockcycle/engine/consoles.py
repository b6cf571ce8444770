"""Exec and attach on a real engine: start, read, write, resize, end; the traps of their sockets stay in here."""

from dockcycle.domain.console import ExecSpec
from dockcycle.engine import ConsoleStream
from dockcycle.engine.connection import Connection
from dockcycle.engine.errors import EngineError


class Consoles(Connection):
    """The consoles of one engine."""

    def exec_console(self, id: str, spec: ExecSpec, cols: int = 80, rows: int = 24) -> ConsoleStream:
        raise _not_yet()

    def attach_console(self, id: str, *, stdin: bool) -> ConsoleStream:
        raise _not_yet()

    def shells(self, id: str) -> tuple[str, ...]:
        raise _not_yet()


def _not_yet() -> EngineError:
    return EngineError("engine_error", "not built yet")
