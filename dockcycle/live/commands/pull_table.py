"""The known pulls: the running ones, and the recently ended ones until they expire. All methods are thread-safe."""

import threading
from collections.abc import Callable
from dataclasses import replace

from dockcycle.domain.pull import STALLED_AFTER_SECONDS, Pull

#: How many ended pulls are kept, and for how long (seconds).
ENDED_AT_MOST = 40
ENDED_KEPT_SECONDS = 600


class PullTable:
    """The pulls by id, and those that changed since they were last published. `seconds` is a monotonic clock."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        #: Set while a pull is running or has changed.
        self.active = threading.Event()
        self._seconds = seconds
        self._lock = threading.RLock()
        self._pulls: dict[str, Pull] = {}
        #: When each pull last changed (monotonic seconds).
        self._written: dict[str, float] = {}
        self._changed: set[str] = set()

    def all(self) -> list[Pull]:
        """Return the pulls, oldest first. Expired ones are dropped."""
        with self._lock:
            self._forget()
            return list(self._pulls.values())

    def get(self, id: str) -> Pull | None:
        """Return one pull, None if it does not exist or has expired."""
        return self._pulls.get(id)

    def running(self, engine: str | None = None) -> list[Pull]:
        """Return the pulls that have not ended, with `engine` only those of that engine."""
        with self._lock:
            return [one for one in self._pulls.values() if not one.is_over and engine in (None, one.engine)]

    def put(self, pull: Pull) -> None:
        """Add or replace a pull. A new one drops those that have expired."""
        with self._lock:
            if pull.id not in self._pulls:
                self._forget()
            self._pulls[pull.id], self._written[pull.id] = pull, self._seconds()
            self._changed.add(pull.id)
            self.active.set()

    def update(self, id: str, become: Callable[[Pull], Pull]) -> None:
        """Replace a pull by `become` of it; no effect if it does not exist or `become` returns the same object."""
        with self._lock:
            pull = self._pulls.get(id)
            after = pull and become(pull)
            if after is not None and after is not pull:
                self.put(after)

    def mark_stalled(self) -> None:
        """Mark the running pulls that have not changed for STALLED_AFTER_SECONDS."""
        oldest = self._seconds() - STALLED_AFTER_SECONDS
        with self._lock:
            silent = [one for one in self.running() if self._written[one.id] < oldest and not one.stalled]
            for pull in silent:
                self.put(replace(pull, stalled=True))

    def take_changed(self) -> list[Pull]:
        """Return the pulls that changed since the last call, and clear `active` if none is running."""
        with self._lock:
            changed = [self._pulls[id] for id in self._changed if id in self._pulls]
            self._changed.clear()
            if not self.running():
                self.active.clear()
        return changed

    def _forget(self) -> None:
        oldest = self._seconds() - ENDED_KEPT_SECONDS
        ended = [pull.id for pull in self._pulls.values() if pull.is_over]
        surplus = set(ended[: max(0, len(ended) - ENDED_AT_MOST)])
        for id in ended:
            if id in surplus or self._written[id] < oldest:
                del self._pulls[id], self._written[id]
