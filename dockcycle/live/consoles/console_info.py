"""Values of a console: the request to open it, its public description, and how it ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from dockcycle.domain.console import ConsoleMode, EndReason, ExecSpec
from dockcycle.domain.i18n import N_


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A request to open a console. `id` may be a name. `stdin` is for attach: without it the console is read-only."""

    engine: str
    id: str
    mode: ConsoleMode
    spec: ExecSpec
    cols: int
    rows: int
    stdin: bool = True


@dataclass(frozen=True, slots=True)
class End:
    """How a console ended. `left` is true if the process of an exec may still be running."""

    reason: EndReason
    exit_code: int | None = None
    left: bool = False

    @property
    def text(self) -> str:
        """The message of the catalogue for the reason, with `%(code)s` where an exit code belongs."""
        return TEXTS[self.reason]

    @property
    def facts(self) -> Mapping[str, object]:
        return {"code": "–" if self.exit_code is None else self.exit_code}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsoleInfo:
    """The description of a console. Times are in nanoseconds since 1970; `owner` identifies the viewer who opened it.

    `docker_masked` is the docker command for other viewers, with its secrets masked. `command` is masked for them as
    well.
    """

    console: str
    engine: str
    id: str
    name: str
    mode: ConsoleMode
    command: tuple[str, ...]
    tty: bool
    stdin: bool
    owner: str = field(repr=False)
    user: str | None
    workdir: str | None
    cols: int
    rows: int
    docker: str
    docker_masked: str
    opened_ns: int
    idle_ns: int
    ends_ns: int
    viewers: int
    end: End | None


class Outlet(Protocol):
    """Sends output and events of consoles to viewers. Every call only queues."""

    def output(self, viewer: str, console: str, data: bytes) -> None: ...

    def replay(self, viewer: str, console: str, data: bytes) -> None: ...

    def about(self, viewer: str, about: ConsoleInfo) -> None: ...

    def exit(self, viewer: str, about: ConsoleInfo) -> None: ...


TEXTS: Mapping[EndReason, str] = {
    EndReason.EXITED: N_("The process ended with exit code %(code)s. The container is still running."),
    EndReason.NOT_STARTED: N_("The engine could not start the command in this container (exit code %(code)s)."),
    EndReason.CONTAINER_EXITED: N_("The container exited (exit code %(code)s), which ended this console."),
    EndReason.CONTAINER_REMOVED: N_("The container was removed, which ended this console."),
    EndReason.DETACHED: N_("Detached. The container is still running."),
    EndReason.CLOSED: N_("Console closed and its process ended. The container is still running."),
    EndReason.IDLE: N_("This console ended because nothing was typed for 15 minutes."),
    EndReason.UNWATCHED: N_("This console ended because it had no viewer for 5 minutes."),
    EndReason.TOO_LONG: N_("This console ended after 8 hours, the longest time for a console."),
    EndReason.LOST: N_("The connection to the engine was lost. It is unknown whether the process is still running."),
    EndReason.ENGINE_REMOVED: N_("This console ended because the engine was removed from Dockcycle."),
    EndReason.SERVER_STOPPING: N_("This console ended because Dockcycle was stopped."),
}
