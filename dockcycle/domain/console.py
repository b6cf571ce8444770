"""What a console is asked for: the process of an exec, and the words for how a console ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ConsoleMode(StrEnum):
    """`exec` starts one more process, `attach` joins the main one."""

    EXEC = "exec"
    ATTACH = "attach"


class EndReason(StrEnum):
    """Why a console is over."""

    #: The process of the exec ended by itself.
    EXITED = "exited"
    #: The process could not be started: the engine's words are the output.
    NOT_STARTED = "not_started"
    #: The container ended, and with it the process.
    CONTAINER_EXITED = "container_exited"
    CONTAINER_REMOVED = "container_removed"
    #: An attach let go, by keys or by the button: the main process goes on.
    DETACHED = "detached"
    #: The person closed it: its process was ended.
    CLOSED = "closed"
    #: Nobody typed for the idle time; nobody looked at it for the unwatched time; it was open for the longest time.
    IDLE = "idle"
    UNWATCHED = "unwatched"
    TOO_LONG = "too_long"
    #: The connection to the engine broke: what became of the process is not known.
    LOST = "lost"
    #: Dockcycle itself is being stopped.
    SERVER_STOPPING = "server_stopping"


@dataclass(frozen=True, slots=True)
class ExecSpec:
    """One process to start in a container: `command` as an argument list; `env` besides what the container has."""

    command: tuple[str, ...]
    tty: bool = True
    user: str | None = None
    workdir: str | None = None
    env: Mapping[str, str] = field(default_factory=dict)
