"""The board: the last known state of every container, in numbered revisions.

Writes collect in a pending frame, which `flush` turns into one `Change` with the next revision. The board applies the
change to a replica of its own, and snapshots are those of the replica. Snapshot n and change n+1 therefore neither lose
nor repeat anything.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dockcycle.domain.lifecycle.container import Container, Image, Key
from dockcycle.domain.lifecycle.moves import Move
from dockcycle.domain.lifecycle.replica import Replica
from dockcycle.domain.lifecycle.snapshot import Change, EngineStatus, Snapshot, Tombstone


@dataclass(slots=True)
class _Pending:
    """Everything written since the last flush. A container that is None was removed."""

    containers: dict[Key, Container | None] = field(default_factory=dict)
    moves: list[Move] = field(default_factory=list)
    amended: dict[Move, Move] = field(default_factory=dict)
    engines: bool = False
    images: bool = False
    tombstones: list[Tombstone] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.containers or self.moves or self.amended or self.engines or self.images)


class Board:
    """All containers of all engines. `live.hub` provides the lock and the clock that the board does not have."""

    def __init__(self, engines: Iterable[EngineStatus] = (), epoch: str = "") -> None:
        self._engines: dict[str, EngineStatus] = {status.name: status for status in engines}
        self._truth: dict[Key, Container] = {}
        self._images: dict[str, tuple[Image, ...]] = {}
        self._published = Replica(Snapshot(0, 0, tuple(self._engines.values()), (), (), (), (), epoch))
        self._pending = _Pending()

    @property
    def revision(self) -> int:
        return self._published.revision

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
        self._pending.tombstones.append(Tombstone(gone, at_ns))
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
        """Remove an engine and all its data; returns False if it does not exist.

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
        pending.tombstones = [one for one in pending.tombstones if one.container.engine != name]
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
        change = self._change_of(pending, at_ns)
        self._published.apply(change)
        return change

    def _change_of(self, pending: _Pending, at_ns: int) -> Change:
        published, containers = self._published, pending.containers.items()
        return Change(
            revision=published.revision + 1,
            at_ns=at_ns,
            set=tuple(container for _, container in containers if container is not None),
            remove=tuple(key for key, container in containers if container is None and key in published),
            moves=tuple(pending.moves),
            amended=tuple(pending.amended.items()),
            engines=tuple(self._engines.values()) if pending.engines else None,
            images=tuple(image for images in self._images.values() for image in images) if pending.images else None,
            tombstones=tuple(pending.tombstones),
            epoch=published.epoch,
        )

    def snapshot(self, at_ns: int) -> Snapshot:
        """Return the board as of the last flush."""
        return self._published.snapshot(at_ns)
