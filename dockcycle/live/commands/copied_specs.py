"""Keeps the settings of containers that a user is duplicating, in case the original is removed meanwhile.

A copy that takes the name of its original is created after the original was removed. Its masked values come from here.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from dockcycle.domain.create.spec import CreateSpec
from dockcycle.domain.lifecycle.container import Key

#: How many settings are kept, and how long (seconds).
KEPT_AT_MOST, KEPT_SECONDS = 32, 30 * 60
#: Longer settings are not kept, so that an engine cannot fill the memory with them.
CHARACTERS_AT_MOST = 256 * 1024


class CopiedSpecs:
    """Settings by container, in memory only. `clock` returns monotonic seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: OrderedDict[Key, tuple[float, CreateSpec]] = OrderedDict()

    def keep(self, key: Key, spec: CreateSpec) -> None:
        """Store the settings of a container; drops the oldest entries beyond the limits."""
        if len(repr(spec)) > CHARACTERS_AT_MOST:
            return
        with self._lock:
            self._kept[key] = (self._clock(), spec)
            self._kept.move_to_end(key)
            self._forget()

    def get(self, key: Key) -> CreateSpec | None:
        """Return the settings of a container, None if they were never stored or have expired."""
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
