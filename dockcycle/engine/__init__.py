"""The seam to container engines: all that the rest of Dockcycle may ask of one, real or practice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from dockcycle.domain.container import Container, Image, Summary
from dockcycle.domain.event import EngineEvent
from dockcycle.domain.pull import PullProgress
from dockcycle.domain.spec import CreateSpec, Healthcheck

__all__ = [
    "STREAM_SILENCE_SECONDS", "CreateSpec", "Credentials", "Engine", "EngineInfo", "EventStream", "Healthcheck",
    "PullStream", "RemovedImages",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """What an engine says of itself. `api` is the API version spoken with it; `practice` marks the built-in one."""

    version: str
    api: str
    practice: bool = False


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


class Engine(Protocol):
    """One container engine. Every call raises `engine.errors.EngineError`, never an error of a library.

    Commands return True when the engine did something and False when it was so already (HTTP 304).
    All take the full 64-hex id (a name works too, but may belong to another container by now).
    """

    name: str

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

    def stop(self, id: str, timeout: int | None = None) -> bool: ...

    def kill(self, id: str, signal: str | None = None) -> bool: ...

    def restart(self, id: str, timeout: int | None = None) -> bool: ...

    def pause(self, id: str) -> bool: ...

    def unpause(self, id: str) -> bool: ...

    def rename(self, id: str, name: str) -> bool: ...

    def remove(self, id: str, *, force: bool = False, volumes: bool = False) -> bool: ...

    def exec(self, id: str, command: Sequence[str]) -> int:
        """Run a command to its end inside the container, without a terminal, and return its exit code."""

    def attach(self, id: str) -> None:
        """Join the main process and leave again at once: tells whether the engine lets one in."""

    def close(self) -> None:
        """Give back every connection; open streams end."""


#: A stream that told nothing for so long is renewed: a half-open connection looks like a quiet engine (seconds).
STREAM_SILENCE_SECONDS = 20.0
