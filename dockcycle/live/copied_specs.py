"""The settings of containers that somebody is making a copy of, kept should the original be removed meanwhile.

A copy that takes over the name of its original is created after that one is gone; its hidden values come from here.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from dockcycle.domain.container import Key
from dockcycle.domain.spec import CreateSpec

#: So many are kept, each for so long (seconds).
KEPT_AT_MOST, KEPT_SECONDS = 32, 30 * 60


class CopiedSpecs:
    """Settings by the key of their container, in memory only. `clock` returns monotonic seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: OrderedDict[Key, tuple[float, CreateSpec]] = OrderedDict()

    def keep(self, key: Key, spec: CreateSpec) -> None:
        """Keep the settings of a container; the oldest ones go."""
        with self._lock:
            self._kept[key] = (self._clock(), spec)
            self._kept.move_to_end(key)
            self._forget()

    def get(self, key: Key) -> CreateSpec | None:
        """Return the settings, None where they were never asked for or too long ago."""
        with self._lock:
            self._forget()
            _, spec = self._kept.get(key, (0.0, None))
            return spec

    def _forget(self) -> None:
        before = self._clock() - KEPT_SECONDS
        while self._kept:
            oldest, (since, _) = next(iter(self._kept.items()))
            if since >= before and len(self._kept) <= KEPT_AT_MOST:
                return
            del self._kept[oldest]
