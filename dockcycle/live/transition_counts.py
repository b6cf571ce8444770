"""Counts how often each container took each arrow since Dockcycle started."""

import threading
from collections import OrderedDict
from dataclasses import dataclass

from dockcycle.domain.lifecycle.container import Key
from dockcycle.domain.lifecycle.moves import Move
from dockcycle.domain.lifecycle.snapshot import Change, Snapshot
from dockcycle.domain.lifecycle.table import Room

#: How many removed containers keep their counts; the oldest are dropped first.
GONE_AT_MOST = 500

Step = tuple[str, Room, Room]


@dataclass(slots=True)
class TransitionCount:
    """How often an arrow was taken, and when last (nanoseconds since 1970)."""

    count: int = 0
    last_ns: int = 0


class TransitionCounts:
    """The counts of all containers, fed by the changes of the hub. `since_ns` is when counting began."""

    def __init__(self, since_ns: int) -> None:
        self.since_ns = since_ns
        self._lock = threading.Lock()
        self._counts: dict[Key, dict[Step, TransitionCount]] = {}
        self._gone: OrderedDict[Key, None] = OrderedDict()

    def restart(self, _snapshot: Snapshot) -> None:
        """Keep the counts. Moves that were lost are not counted."""

    def take(self, change: Change) -> None:
        """Count the moves of one change and apply its corrections."""
        with self._lock:
            for move in change.moves:
                if move.source is not move.target:
                    self._count(move)
            for published, corrected in change.amended:
                self._uncount(published)
                self._count(corrected)
            for one in change.set:
                self._gone.pop(one.key, None)  # its engine was removed and added again
            for key in change.remove:
                self._gone[key] = None
            while len(self._gone) > GONE_AT_MOST:
                self._counts.pop(self._gone.popitem(last=False)[0], None)

    def _count(self, move: Move) -> None:
        taken = self._counts.setdefault((move.engine, move.id), {}).setdefault(_step(move), TransitionCount())
        taken.count += 1
        taken.last_ns = max(taken.last_ns, move.at_ns)

    def _uncount(self, move: Move) -> None:
        counts = self._counts.get((move.engine, move.id), {})
        taken = counts.get(_step(move), TransitionCount())
        taken.count -= 1
        if taken.count <= 0:
            counts.pop(_step(move), None)

    def of(self, key: Key) -> list[tuple[Step, TransitionCount]]:
        """Return the arrows of one container with their counts, in the order they were first taken."""
        with self._lock:
            return [(step, TransitionCount(one.count, one.last_ns)) for step, one in self._counts.get(key, {}).items()]


def _step(move: Move) -> Step:
    return (move.edge, move.source or Room.IMAGES, move.target or Room.REMOVED)
