"""The values that the board publishes: a snapshot of all its data, and a change for each revision after it."""

from dataclasses import dataclass

from dockcycle.domain.lifecycle.container import Container, Image, Key
from dockcycle.domain.lifecycle.moves import Move


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """The connection to an engine: `live`, `stale` (its data is out of date) or `unreachable` (it never answered).

    `since_ns` is when this state began, `seen_ns` when the engine last answered (nanoseconds since 1970). `error` is
    the message of the engine or the system, `code` its stable code. `product` is `Docker` or `Podman`, `api` the API
    version that Dockcycle uses with it.
    """

    name: str
    state: str
    since_ns: int
    version: str | None = None
    error: str | None = None
    code: str | None = None
    seen_ns: int | None = None
    practice: bool = False
    product: str = "Docker"
    api: str | None = None


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A removed container with the time of its removal (nanoseconds since 1970)."""

    container: Container
    at_ns: int


@dataclass(frozen=True, slots=True)
class Change:
    """One revision: the containers set and removed since the previous one, and the moves in order.

    `epoch` identifies the board that counts the revisions: each start of Dockcycle begins a new one.

    `amended` corrects moves of earlier revisions, as pairs (published, corrected). Engines report some exits in several
    events, and a later event can prove another cause and edge. `engines` and `images` are complete lists, None if
    unchanged. Tombstones and recent events of an engine that `engines` no longer contains are dropped.
    """

    revision: int
    at_ns: int
    set: tuple[Container, ...] = ()
    remove: tuple[Key, ...] = ()
    moves: tuple[Move, ...] = ()
    amended: tuple[tuple[Move, Move], ...] = ()
    engines: tuple[EngineStatus, ...] | None = None
    images: tuple[Image, ...] | None = None
    tombstones: tuple[Tombstone, ...] = ()
    epoch: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The whole board at a revision."""

    revision: int
    at_ns: int
    engines: tuple[EngineStatus, ...]
    containers: tuple[Container, ...]
    images: tuple[Image, ...]
    tombstones: tuple[Tombstone, ...]
    recent: tuple[Move, ...]
    epoch: str = ""


#: A board before its first revision.
EMPTY = Snapshot(0, 0, (), (), (), (), ())
