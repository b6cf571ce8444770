"""Every change that a hub published."""

from dockcycle.domain.lifecycle.snapshot import Change
from dockcycle.live.board.hub import Hub

CHANGES_AT_MOST = 100_000


class ChangeRecorder:
    """Subscribes to a hub and keeps its changes. A change whose effect is on the hub's snapshot is in `changes`."""

    def __init__(self, hub: Hub) -> None:
        _, self._feed = hub.subscribe(CHANGES_AT_MOST)
        self._changes: list[Change] = []

    @property
    def changes(self) -> list[Change]:
        """The changes so far, in order."""
        while (change := self._feed.get(timeout=0)) is not None:
            self._changes.append(change)
        return self._changes
