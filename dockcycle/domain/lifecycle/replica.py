"""A copy of a board that follows its published changes. The browser has the same rules (`core/pure/store.js`)."""

from collections import deque

from dockcycle.domain.lifecycle.container import Container, Key
from dockcycle.domain.lifecycle.moves import Move
from dockcycle.domain.lifecycle.snapshot import Change, Snapshot
from dockcycle.domain.timestamps import NANOSECONDS

#: How long (seconds) a removed container stays on the board, and how many at most.
TOMBSTONE_SECONDS = 600
TOMBSTONES_AT_MOST = 100
#: How many recent events a page receives when it opens.
RECENT_AT_MOST = 30


class Replica:
    """The board of `snapshot`. After `apply` of every later change it equals the board that published them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.epoch = snapshot.epoch
        self.revision = snapshot.revision
        self._engines = snapshot.engines
        self._images = snapshot.images
        self._containers: dict[Key, Container] = {one.key: one for one in snapshot.containers}
        self._tombstones = deque(snapshot.tombstones, TOMBSTONES_AT_MOST)
        self._recent = deque(snapshot.recent, RECENT_AT_MOST)

    def __contains__(self, key: Key) -> bool:
        return key in self._containers

    def apply(self, change: Change) -> bool:
        """Apply the next change; an older one is ignored.

        Returns False if a revision is missing or if the change is of another epoch. The replica then needs a new
        snapshot.
        """
        if change.epoch != self.epoch or change.revision > self.revision + 1:
            return False
        if change.revision == self.revision + 1:
            self._apply(change)
        return True

    def snapshot(self, at_ns: int) -> Snapshot:
        """Return the board at the revision of the last change, without tombstones older than TOMBSTONE_SECONDS."""
        oldest_ns = at_ns - TOMBSTONE_SECONDS * NANOSECONDS
        self._tombstones = deque((one for one in self._tombstones if one.at_ns >= oldest_ns), TOMBSTONES_AT_MOST)
        return Snapshot(
            self.revision, at_ns, self._engines, tuple(self._containers.values()), self._images,
            tuple(self._tombstones), tuple(self._recent), self.epoch,
        )  # fmt: skip

    def _apply(self, change: Change) -> None:
        self.revision = change.revision
        self._recent = deque([*self._corrected(change), *change.moves], RECENT_AT_MOST)
        self._tombstones.extend(change.tombstones)
        for key in change.remove:
            self._containers.pop(key, None)
        for container in change.set:
            self._containers[container.key] = container
        self._images = self._images if change.images is None else change.images
        if change.engines is not None:
            self._engines = change.engines
            self._drop_removed_engines()

    def _corrected(self, change: Change) -> list[Move]:
        corrections = dict(change.amended)
        return [corrections.get(move, move) for move in self._recent]

    def _drop_removed_engines(self) -> None:
        names = {status.name for status in self._engines}
        kept = [one for one in self._tombstones if one.container.engine in names]
        self._tombstones = deque(kept, TOMBSTONES_AT_MOST)
        self._recent = deque((move for move in self._recent if move.engine in names), RECENT_AT_MOST)
