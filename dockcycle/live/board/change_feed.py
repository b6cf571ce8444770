"""The changes of the hub for one subscriber, in a bounded queue."""

import queue

from dockcycle.domain.lifecycle.snapshot import Change

#: The changes that may wait for one subscriber. At one frame per 30 ms, a subscriber is then about 8 s behind.
WAITING_AT_MOST = 256


class ChangesLostError(Exception):
    """More changes waited than the queue of a subscriber holds. The subscriber must subscribe again."""


class ChangeFeed:
    """Every change after the snapshot that it was created with, in order. One thread reads it."""

    def __init__(self, at_most: int = WAITING_AT_MOST) -> None:
        self._at_most = at_most
        self._changes: queue.SimpleQueue[Change | None] = queue.SimpleQueue()
        self._is_closed = False
        self._has_lost = False

    def put(self, change: Change) -> bool:
        """Queue a change without blocking; returns False if the feed takes no more, because it is full or closed."""
        if self._is_closed or self._has_lost:
            return False
        if self._changes.qsize() >= self._at_most:
            self._has_lost = True
            return False
        self._changes.put(change)
        return True

    def get(self, timeout: float | None = None) -> Change | None:
        """Return the next change, None after `close` or if none arrives within `timeout` seconds.

        Raises ChangesLostError after an overflow, instead of the changes that still wait.
        """
        if self._has_lost:
            raise ChangesLostError
        try:
            return None if self._is_closed else self._changes.get(timeout=timeout)
        except queue.Empty:
            return None

    def close(self) -> None:
        """End the feed; a thread that waits in `get` returns."""
        self._is_closed = True
        self._changes.put(None)
