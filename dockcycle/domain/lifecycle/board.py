"""The board: the last known state of every container, in numbered revisions.

Writes collect in a pending frame, which `flush` turns into one `Change` with the next revision. A snapshot contains
exactly what was flushed up to its revision. Snapshot n followed by change n+1 therefore neither loses nor repeats
anything.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dockcycle.domain.lifecycle.container import Container, Image, Key
from dockcycle.domain.lifecycle.moves import Move
from dockcycle.domain.timestamps import NANOSECONDS

#: How long (seconds) a removed container stays on the board, and how many at most.
TOMBSTONE_SECONDS = 600
TOMBSTONES_AT_MOST = 100
#: How many recent events a page receives when it opens.
RECENT_AT_MOST = 30


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """The connection to an engine: `live`, `stale` (its data is out of date) or `unreachable` (it never answered).

    `since` is when this state began, `seen_at` when the engine last answered; both are RFC 3339. `error` is the message
    of the engine or the system, `code` its stable code. `product` is `Docker` or `Podman`, `api` the API version that
    Dockcycle uses with it.
    """

    name: str
    state: str
    since: str
    version: str | None = None
    error: str | None = None
    code: str | None = None
    seen_at: str | None = None
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


@dataclass(slots=True)
class _Pending:
    """Everything written since the last flush. A container that is None was removed."""

    containers: dict[Key, Container | None] = field(default_factory=dict)
    moves: list[Move] = field(default_factory=list)
    amended: dict[Move, Move] = field(default_factory=dict)
    engines: bool = False
    images: bool = False

    def __bool__(self) -> bool:
        return bool(self.containers or self.moves or self.amended or self.engines or self.images)


class Board:
    """All containers of all engines. `live.hub` provides the lock and the clock that the board does not have."""

    def __init__(self, engines: Iterable[EngineStatus] = ()) -> None:
        self._engines: dict[str, EngineStatus] = {status.name: status for status in engines}
        self._truth: dict[Key, Container] = {}
        self._flushed: dict[Key, Container] = {}
        self._images: dict[str, tuple[Image, ...]] = {}
        self._flushed_engines = tuple(self._engines.values())
        self._flushed_images: tuple[Image, ...] = ()
        self._tombstones: deque[Tombstone] = deque(maxlen=TOMBSTONES_AT_MOST)
        self._recent: deque[Move] = deque(maxlen=RECENT_AT_MOST)
        self._pending = _Pending()
        self._revision = 0

    @property
    def revision(self) -> int:
        return self._revision

    def get(self, key: Key) -> Container | None:
        """Return the container as last written, flushed or not; None if it does not exist."""
        return self._truth.get(key)

    def of_engine(self, engine: str) -> Mapping[str, Container]:
        """Return all containers of one engine by id, flushed or not."""
        return {key[1]: container for key, container in self._truth.items() if key[0] == engine}

    def set(self, container: Container, moves: Iterable[Move] = ()) -> bool:
        """Write a container and the moves that led to its state; returns whether anything changed.

        A container of an engine that is not on the board is ignored: an inspect may end after `remove_engine`.
        """
        moves = list(moves)
        if container.engine not in self._engines or (self._truth.get(container.key) == container and not moves):
            return False
        self._truth[container.key] = container
        self._pending.containers[container.key] = container
        self._pending.moves += moves
        return True

    def remove(self, key: Key, moves: Iterable[Move], at_ns: int) -> bool:
        """Remove a container and keep a tombstone of it; returns whether the board had it.

        The moves are added in any case, except for an engine that is not on the board.
        """
        if key[0] not in self._engines:
            return False
        self._pending.moves += moves
        gone = self._truth.pop(key, None)
        if gone is None:
            return False
        self._pending.containers[key] = None
        self._tombstones.append(Tombstone(gone, at_ns))
        return True

    def amend(self, published: Move, corrected: Move) -> bool:
        """Replace a move that was written before; returns whether the two differ.

        A move that is not flushed yet is replaced in the pending frame. A published move is corrected in the recent
        events and in `amended` of the next revision.
        """
        if published == corrected:
            return False
        pending = self._pending
        if published in pending.moves:
            pending.moves[pending.moves.index(published)] = corrected
            return True
        first = next((one for one, waiting in pending.amended.items() if waiting == published), published)
        pending.amended[first] = corrected
        return True

    def add_engine(self, status: EngineStatus) -> bool:
        """Add an engine; returns False if an engine with that name exists."""
        if status.name in self._engines:
            return False
        self._engines[status.name] = status
        self._pending.engines = True
        return True

    def remove_engine(self, name: str) -> bool:
        """Remove an engine and everything of it; returns False if it does not exist.

        Its containers leave no tombstones, because they still exist on the engine.
        """
        if self._engines.pop(name, None) is None:
            return False
        pending = self._pending
        pending.engines = True
        pending.images |= self._images.pop(name, None) is not None
        for key in [key for key in self._truth if key[0] == name]:
            del self._truth[key]
            pending.containers[key] = None
        pending.moves = [move for move in pending.moves if move.engine != name]
        pending.amended = {old: new for old, new in pending.amended.items() if old.engine != name}
        return True

    def set_engine(self, status: EngineStatus) -> bool:
        """Write the status of an engine; returns whether it changed. An engine that is not on the board is ignored."""
        if self._engines.get(status.name, status) == status:
            return False
        self._engines[status.name] = status
        self._pending.engines = True
        return True

    def engine(self, name: str) -> EngineStatus:
        """Return the status of an engine; raises KeyError."""
        return self._engines[name]

    def set_images(self, engine: str, images: Iterable[Image]) -> bool:
        """Write the images of one engine; returns whether they changed."""
        images = tuple(images)
        if engine not in self._engines or self._images.get(engine) == images:
            return False
        self._images[engine] = images
        self._pending.images = True
        return True

    def flush(self, at_ns: int) -> Change | None:
        """Close the pending frame and return it as the next revision, None if nothing was written."""
        pending, self._pending = self._pending, _Pending()
        if not pending:
            return None
        self._revision += 1
        removed = [key for key, container in pending.containers.items() if container is None]
        written = [container for container in pending.containers.values() if container is not None]
        self._flushed.update({container.key: container for container in written})
        removed = [key for key in removed if self._flushed.pop(key, None) is not None]
        recent = [pending.amended.get(move, move) for move in self._recent]
        self._recent = deque([*recent, *pending.moves], maxlen=RECENT_AT_MOST)
        if pending.engines:
            self._flushed_engines = tuple(self._engines.values())
            self._drop_removed_engines()
        if pending.images:
            self._flushed_images = tuple(image for images in self._images.values() for image in images)
        return Change(
            self._revision, at_ns, tuple(written), tuple(removed), tuple(pending.moves),
            tuple(pending.amended.items()), self._flushed_engines if pending.engines else None,
            self._flushed_images if pending.images else None,
        )  # fmt: skip

    def _drop_removed_engines(self) -> None:
        here = self._engines
        self._tombstones = deque((one for one in self._tombstones if one.container.engine in here), TOMBSTONES_AT_MOST)
        self._recent = deque((move for move in self._recent if move.engine in here), RECENT_AT_MOST)

    def snapshot(self, at_ns: int) -> Snapshot:
        """Return the board as of the last flush. Tombstones older than TOMBSTONE_SECONDS are dropped."""
        while self._tombstones and self._tombstones[0].at_ns < at_ns - TOMBSTONE_SECONDS * NANOSECONDS:
            self._tombstones.popleft()
        return Snapshot(
            self._revision, at_ns, self._flushed_engines, tuple(self._flushed.values()), self._flushed_images,
            tuple(self._tombstones), tuple(self._recent),
        )  # fmt: skip
