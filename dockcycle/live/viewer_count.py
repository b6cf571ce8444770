"""Counts the people who have a page open."""

import threading


class ViewerCount:
    """The viewers of the board, by the id of their connection."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._names: dict[str, str] = {}

    def add(self, viewer: str, name: str) -> None:
        """Record a connection of the caller `name`."""
        with self._lock:
            self._names[viewer] = name

    def remove(self, viewer: str) -> None:
        """Forget a connection; no effect if it is unknown."""
        with self._lock:
            self._names.pop(viewer, None)

    def others(self, name: str) -> int:
        """Return how many other callers are connected. Several connections of one browser count once."""
        with self._lock:
            return len(set(self._names.values()) - {name})
