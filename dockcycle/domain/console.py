"""Values of a console: what it connects to, and the reasons why it can end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ConsoleMode(StrEnum):
    """`exec` starts a new process in the container, `attach` connects to the main process."""

    EXEC = "exec"
    ATTACH = "attach"


class EndReason(StrEnum):
    """Why a console ended."""

    #: The process of the exec exited.
    EXITED = "exited"
    #: The engine could not start the process. Its error message is the output of the console.
    NOT_STARTED = "not_started"
    #: The container exited, which ended the process.
    CONTAINER_EXITED = "container_exited"
    CONTAINER_REMOVED = "container_removed"
    #: The console detached, by keys or by the button. The main process keeps running.
    DETACHED = "detached"
    #: The user closed the console. Dockcycle ended the process.
    CLOSED = "closed"
    #: Time limits: nothing was typed for too long, no viewer watched for too long, or the console was open too long.
    IDLE = "idle"
    UNWATCHED = "unwatched"
    TOO_LONG = "too_long"
    #: The connection to the engine was lost. It is unknown whether the process still runs.
    LOST = "lost"
    #: The engine was removed from Dockcycle.
    ENGINE_REMOVED = "engine_removed"
    #: Dockcycle is shutting down.
    SERVER_STOPPING = "server_stopping"


@dataclass(frozen=True, slots=True)
class ExecSpec:
    """A process to start in a container. `command` is an argument list; `env` adds to the container's environment."""

    command: tuple[str, ...]
    tty: bool = True
    user: str | None = None
    workdir: str | None = None
    env: Mapping[str, str] = field(default_factory=dict)
