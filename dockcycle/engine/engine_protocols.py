"""The protocols of a container engine, which the real and the practice engine implement.

Every call raises `engine.errors.EngineError`, never an error of a library.
"""

from collections.abc import Mapping
from typing import Any, Protocol, runtime_checkable

from dockcycle.domain.console import ExecSpec
from dockcycle.domain.container_details import FileChange, Processes
from dockcycle.domain.create.spec import CreateSpec
from dockcycle.domain.image_history import HistoryStep
from dockcycle.domain.lifecycle.container import Container, Image, Summary
from dockcycle.domain.lifecycle.table import State
from dockcycle.domain.practice import PracticeFleet
from dockcycle.engine.engine_values import Credentials, EngineInfo, RemovedImages
from dockcycle.engine.stream_protocols import (
    ConsoleStream,
    EventStream,
    LogStream,
    PullStream,
    StatsStream,
)


class ContainerCalls(Protocol):
    """Reads containers and runs commands on them.

    Commands return True if they changed something and False if the container already had the wanted state (HTTP 304).
    They take the full id of 64 hex digits. A name works too, but it may meanwhile belong to another container.
    """

    def containers(self, state: State | None = None) -> list[Summary]:
        """Return the containers in `state`, or all containers, running or not (`docker ps -a`)."""

    def inspect(self, id: str) -> Container:
        """Return the current data of one container; raises `not_found` if it does not exist. `cause` is None."""

    def create(self, spec: CreateSpec) -> str:
        """Create a container and return its id; raises `not_found` (the image), `name_in_use` or `bad_request`."""

    def spec(self, id: str) -> CreateSpec:
        """Return the settings that create an equal container, without those that come from its image."""

    def start(self, id: str) -> bool: ...

    def stop(self, id: str, timeout: int | None = None, signal: str | None = None) -> bool:
        """Send the stop signal, or `signal`, then SIGKILL after `timeout` seconds (None: the container's own timeout).

        Raises EngineError `bad_request`, before it sends anything, if the engine does not support `signal` (API before
        1.42, and Podman).
        """

    def kill(self, id: str, signal: str | None = None) -> bool: ...

    def restart(self, id: str, timeout: int | None = None, signal: str | None = None) -> bool:
        """Stop the container and start it again. `timeout`, `signal` and the errors are those of `stop`."""

    def pause(self, id: str) -> bool: ...

    def unpause(self, id: str) -> bool: ...

    def rename(self, id: str, name: str) -> bool: ...

    def remove(self, id: str, *, force: bool = False, volumes: bool = False) -> bool: ...


class ImageCalls(Protocol):
    """Lists, pulls and removes images."""

    def list(self) -> list[Image]:
        """Return the local images."""

    def pull(self, reference: str, credentials: Credentials | None = None) -> PullStream:
        """Start to pull `name:tag` or `name@digest`; a refusal before the first line is raised here.

        Every EngineError of a pull has a `reason` (`domain.pull.PullReason`).
        """

    def remove(self, reference: str, *, force: bool = False) -> RemovedImages:
        """Remove a tag, or an image by id.

        Raises `not_found`, or `image_in_use` if a container uses the image or if an id has several tags. `force`
        removes a tag although a stopped container uses the image, and an id together with all its tags.
        """

    def tag(self, reference: str, target: str) -> None:
        """Give an image another name; another image loses that name.

        Raises `not_found`, or `bad_request` if `target` is not a valid name or has a digest.
        """

    def history(self, reference: str) -> tuple[HistoryStep, ...]:
        """Return the steps of the build, the newest first; raises `not_found`. They can contain secrets."""

    def prune(self) -> RemovedImages:
        """Remove every dangling image that no container uses."""


class ConsoleCalls(Protocol):
    """Opens consoles on containers."""

    def exec(self, id: str, spec: ExecSpec, cols: int = 80, rows: int = 24) -> ConsoleStream:
        """Start a new process in a running container and open a console on it with the given terminal size.

        A command that cannot be executed ends at once. Its output is the engine's message, its exit code 126 or 127.
        """

    def attach(self, id: str, *, stdin: bool) -> ConsoleStream:
        """Connect a console to the main process, with `stdin` for input too. Earlier output is not replayed.

        The detach keys are Ctrl-P Ctrl-Q if the container has a terminal and an open stdin.
        """

    def shells(self, id: str) -> tuple[str, ...]:
        """Return the paths of the shells in the container, the best first. Reads files only; runs no process."""


class DetailCalls(Protocol):
    """Reads what is inside a container: log, stats, processes, files and the complete inspect."""

    def logs(self, id: str, *, tail: int | None, since_ns: int | None = None, follow: bool = False) -> LogStream:
        """Open the log: the last `tail` lines (None: all), only lines from `since_ns` on, with `follow` also new ones.

        A followed log ends when the container exits.
        """

    def stats(self, id: str) -> StatsStream:
        """Open the stats of one container."""

    def processes(self, id: str) -> Processes:
        """Return the processes in a running container (`docker top`)."""

    def changes(self, id: str) -> tuple[FileChange, ...]:
        """Return the files that differ from the image (`docker diff`)."""

    def inspect_raw(self, id: str) -> Mapping[str, Any]:
        """Return the complete inspect as the engine sent it. It contains secrets."""


class Engine(ContainerCalls, Protocol):
    """One container engine.

    `product` is `Docker` or `Podman`: from `/version`, before the first `connect` guessed from the address.
    """

    name: str

    @property
    def product(self) -> str: ...

    @property
    def images(self) -> ImageCalls: ...

    @property
    def consoles(self) -> ConsoleCalls: ...

    @property
    def details(self) -> DetailCalls: ...

    def connect(self) -> EngineInfo:
        """Connect or reconnect, and return the version of the engine. Must be called before any other call."""

    def ping(self) -> None:
        """Send a request and return when the engine has answered."""

    def events(self, since_ns: int | None = None) -> EventStream:
        """Subscribe to events; with `since_ns`, the engine first replays the events it still has from then on.

        The subscription is active when this returns. A stream that is silent for `STREAM_SILENCE_SECONDS` ends.
        """

    def close(self) -> None:
        """Close all connections and end all open streams."""


@runtime_checkable
class RenewableEngine(Protocol):
    """A practice engine, which can be replaced by a new one."""

    def renewed(self, fleet: PracticeFleet) -> Engine:
        """Return a new engine with the same name and the containers of `fleet`. It is not connected yet."""
