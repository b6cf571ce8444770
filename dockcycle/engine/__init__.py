"""The seam to container engines: all that the rest of Dockcycle may ask of one, real or practice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from dockcycle.domain.console import ExecSpec
from dockcycle.domain.container import Container, Image, Summary
from dockcycle.domain.event import EngineEvent
from dockcycle.domain.inside import FileChange, LogLine, Processes, RawStats
from dockcycle.domain.pull import PullProgress
from dockcycle.domain.spec import CreateSpec, Healthcheck

__all__ = [
    "STREAM_SILENCE_SECONDS", "ConsoleStream", "CreateSpec", "Credentials", "Engine", "EngineInfo", "EventStream",
    "Healthcheck", "LogStream", "PullStream", "RemovedImages", "StatsStream",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """What an engine says of itself. `api` is the API version spoken with it; `practice` marks the built-in one.

    `product` is `Docker` or `Podman`, from the components of `/version`.
    """

    version: str
    api: str
    practice: bool = False
    product: str = "Docker"


@dataclass(frozen=True, slots=True)
class Credentials:
    """User and password for one pull: handed to the engine, kept nowhere, shown nowhere."""

    username: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RemovedImages:
    """What a removal or a prune took away: names that are gone, image ids that are gone, bytes it gave back (prune)."""

    untagged: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    reclaimed: int = 0


class EventStream(Protocol):
    """An open event stream: iterate it, close it from anywhere. Its end always means "disconnected"."""

    def __iter__(self) -> Iterator[EngineEvent]: ...

    def close(self) -> None:
        """End the stream; a reader that waits in it comes back. May be called twice."""


class PullStream(Protocol):
    """An open pull: iterate its lines, close it to cancel. An error inside the stream is raised as EngineError."""

    def __iter__(self) -> Iterator[PullProgress]: ...

    def close(self) -> None:
        """Cancel; a reader that waits in it comes back, and the iteration ends. May be called twice."""


class ConsoleStream(Protocol):
    """An open exec or attach: bytes in both ways, as the process wrote and gets them.

    Without a terminal (`tty` False) stdout and stderr come as one stream, in their order, without their frames.
    """

    tty: bool

    @property
    def takes_input(self) -> bool:
        """Whether anything can be typed: an exec can; an attach where its stdin was asked for and does it no harm."""

    def read(self) -> bytes:
        """Return what the process wrote next, as soon as there is anything; b"" at the end. One reader only."""

    def write(self, data: bytes) -> None:
        """Give bytes to the process; raises EngineError when it cannot take them any more. From any thread."""

    def resize(self, cols: int, rows: int) -> None:
        """Tell the process the size of its terminal; does nothing once it has ended."""

    def exit_code(self) -> int | None:
        """Return the exit code of an exec that has ended, None for attach, while it runs, and when nobody knows."""

    def end(self) -> bool:
        """End it and leave nothing behind, then close it: an exec's process and what it started are ended, an attach
        lets go by its detach keys. Returns whether that is certain (checked). May be called twice, from any thread.
        """

    def close(self) -> None:
        """Close the connection only (the process of an exec with a terminal goes on); a reader comes back."""


class LogStream(Protocol):
    """An open log: iterate its lines, oldest first; close it from anywhere. It ends with the log when not followed."""

    skipped: int
    """Lines left out before the batch at hand, in all: they came faster than whoever iterates took them."""

    def __iter__(self) -> Iterator[list[LogLine]]:
        """Yield what has come since the last time, in batches of at least one line, as soon as there is one."""

    def close(self) -> None:
        """End the stream; a reader that waits in it comes back. May be called twice."""


class StatsStream(Protocol):
    """The engine's readings of one container, about one a second; it goes on after the end of the container."""

    def __iter__(self) -> Iterator[RawStats]: ...

    def close(self) -> None:
        """End the stream; a reader that waits in it comes back. May be called twice."""


class Engine(Protocol):
    """One container engine. Every call raises `engine.errors.EngineError`, never an error of a library.

    Commands return True when the engine did something and False when it was so already (HTTP 304).
    All take the full 64-hex id (a name works too, but may belong to another container by now).
    """

    name: str
    product: str
    """`Docker` or `Podman`: what it said of itself, before the first `connect` what its address tells."""

    def connect(self) -> EngineInfo:
        """Reach the engine (again) and return what it is; must be called before anything else."""

    def ping(self) -> None:
        """Return when the engine answers, on a connection of its own."""

    def containers(self) -> list[Summary]:
        """Return all containers, running or not (`docker ps -a`)."""

    def inspect(self, id: str) -> Container:
        """Return one container as it is now; code `not_found` when it is gone. `since` and `cause` are left None."""

    def images(self) -> list[Image]:
        """Return the local images."""

    def events(self, since_ns: int | None = None) -> EventStream:
        """Subscribe; with `since_ns` what the engine still remembers from then on is told again first.

        The subscription stands when this returns. A stream that stays silent for `STREAM_SILENCE_SECONDS` ends.
        """

    def create(self, spec: CreateSpec) -> str:
        """Create a container and return its id; codes `not_found` (image), `name_in_use`, `bad_request`."""

    def spec(self, id: str) -> CreateSpec:
        """Return what would make another container like this one: its own settings, not those of its image."""

    def pull(self, reference: str, credentials: Credentials | None = None) -> PullStream:
        """Begin to pull `name:tag` or `name@digest`; refusals before the first line are raised here.

        Every EngineError of a pull has a `reason` (`domain.pull.PullReason`).
        """

    def remove_image(self, reference: str, *, force: bool = False) -> RemovedImages:
        """Remove a tag, or an image by id; codes `not_found`, `image_in_use` (a container has it, or it has more tags).

        `force` takes a tag away though a stopped container uses the image, and removes an id with all its tags.
        """

    def prune_images(self) -> RemovedImages:
        """Remove every dangling image that no container uses."""

    def start(self, id: str) -> bool: ...

    def stop(self, id: str, timeout: int | None = None, signal: str | None = None) -> bool:
        """Stop it: `signal` instead of its own stop signal, then SIGKILL after `timeout` seconds (None: its own).

        Raises EngineError `bad_request` for a `signal` on an engine that cannot take one (API before 1.42, Podman);
        nothing is sent to the engine then.
        """

    def kill(self, id: str, signal: str | None = None) -> bool: ...

    def restart(self, id: str, timeout: int | None = None, signal: str | None = None) -> bool:
        """Restart it; `timeout`, `signal` and their errors as for `stop`."""

    def pause(self, id: str) -> bool: ...

    def unpause(self, id: str) -> bool: ...

    def rename(self, id: str, name: str) -> bool: ...

    def remove(self, id: str, *, force: bool = False, volumes: bool = False) -> bool: ...

    def exec(self, id: str, command: Sequence[str]) -> int:
        """Run a command to its end inside the container, without a terminal, and return its exit code."""

    def attach(self, id: str) -> None:
        """Join the main process and leave again at once: tells whether the engine lets one in."""

    def exec_console(self, id: str, spec: ExecSpec, cols: int = 80, rows: int = 24) -> ConsoleStream:
        """Start one more process in a running container, its terminal in this size from the first moment on.

        A command that cannot be run ends at once, with the engine's words as its output and code 126 or 127.
        """

    def attach_console(self, id: str, *, stdin: bool) -> ConsoleStream:
        """Join the main process, with `stdin` to type to it. Nothing is typed, and nothing it wrote before is told.

        The detach keys are Ctrl-P Ctrl-Q where it has a terminal and an open stdin.
        """

    def shells(self, id: str) -> tuple[str, ...]:
        """Return the paths of the shells found in the container's files, the best first; looking runs nothing in it."""

    def logs(self, id: str, *, tail: int | None, since_ns: int | None = None, follow: bool = False) -> LogStream:
        """Open the log from the last `tail` lines on (None: all), or from `since_ns` on; with `follow` it goes on.

        A followed log ends when the container ends.
        """

    def stats(self, id: str) -> StatsStream:
        """Open the readings of one container."""

    def processes(self, id: str) -> Processes:
        """Return the processes in a running container (`docker top`)."""

    def changes(self, id: str) -> tuple[FileChange, ...]:
        """Return the files that differ from the image (`docker diff`)."""

    def inspect_raw(self, id: str) -> Mapping[str, Any]:
        """Return all that `docker inspect` tells, as the engine wrote it: secrets are in it."""

    def close(self) -> None:
        """Give back every connection; open streams end."""


#: A stream that told nothing for so long is renewed: a half-open connection looks like a quiet engine (seconds).
STREAM_SILENCE_SECONDS = 20.0
