"""Determines why a console ended without a request to close it."""

import re
import threading
import time

from dockcycle.domain.console import ConsoleMode, EndReason
from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.table import State
from dockcycle.engine import Engine
from dockcycle.engine.errors import EngineError
from dockcycle.live.consoles.console_info import End
from dockcycle.live.consoles.console_session import Session
from dockcycle.live.engines import EngineRegistry
from dockcycle.live.failure import Failure

_SETTLE_SECONDS = 1.0
_AGAIN_SECONDS = 0.05
_REMOVAL_SECONDS = 0.25
#: Starts of the messages that the engine writes to the console if it cannot run the command (moby `daemon/exec.go`,
#: runc; podman `libpod/define/errors.go`, ErrOCIRuntimeNotFound and ErrOCIRuntimePermissionDenied), or cannot use the
#: requested user (moby `daemon/exec_linux.go`).
_NOT_STARTED = re.compile(
    rb"OCI runtime exec failed|unable to find (user|group) "
    rb"|Error: .*: OCI (runtime attempted to invoke a command that was not found|permission denied)",
    re.DOTALL,
)
_ALIVE = (State.RUNNING, State.PAUSED)


def how_ended(engines: EngineRegistry, stopping: threading.Event, session: Session) -> End:
    """Return why the output ended without a request: the process, the container or the connection ended.

    `stopping` is set when the server stops; it ends the waiting.
    """
    about = session.about
    try:
        code = session.stream.exit_code() if about.mode is ConsoleMode.EXEC else None
        container = _settled(engines.get(about.engine), about.id, code, stopping)
    except (EngineError, Failure):
        return End(EndReason.LOST)
    if container is None:
        return End(EndReason.CONTAINER_REMOVED, code)
    if container.state not in _ALIVE:
        return End(EndReason.CONTAINER_EXITED, container.exit_code)
    if about.mode is ConsoleMode.ATTACH:
        return End(EndReason.DETACHED)
    if code is None:
        return End(EndReason.LOST)
    is_refused = code in (126, 127) and _NOT_STARTED.match(session.first) is not None
    return End(EndReason.NOT_STARTED if is_refused else EndReason.EXITED, code)


def _settled(engine: Engine, id: str, code: int | None, stopping: threading.Event) -> Container | None:
    """Return the container after the output has ended, None if it was removed; raises EngineError.

    Inspect reports the exit of a container slightly later than that of its process. After exit code 137 or none, a
    running container is therefore inspected again for up to a second. An exited container is inspected once more,
    because it may be removed right after (`rm -f`, `--rm`).
    """
    until = time.monotonic() + (_SETTLE_SECONDS if code in (None, 137) else 0)
    while (container := _find(engine, id)) is not None and container.state in _ALIVE:
        if time.monotonic() >= until:
            return container
        stopping.wait(_AGAIN_SECONDS)
    if container is not None:
        stopping.wait(_REMOVAL_SECONDS)
        container = _find(engine, id)
    return container


def _find(engine: Engine, id: str) -> Container | None:
    """Return a container as inspect reports it, None if it does not exist; raises EngineError."""
    try:
        return engine.inspect(id)
    except EngineError as error:
        if error.code == "not_found":
            return None
        raise
