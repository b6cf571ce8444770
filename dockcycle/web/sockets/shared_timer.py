"""One timer for the items of all connections. A timer with its own greenlet takes 9 KiB of memory per connection."""

import logging
import time
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

log = logging.getLogger(__name__)


T = TypeVar("T")


class SharedTimer(Generic[T]):
    """Calls `act` with each item, `seconds` after the item was added. All items share one greenlet.

    `start` runs a function in a greenlet, and `sleep` waits. Without items, no greenlet runs.
    """

    def __init__(
        self,
        seconds: float,
        act: Callable[[T], object],
        *,
        start: Callable[[Callable[[], None]], object],
        sleep: Callable[[float], object],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._seconds, self._act = seconds, act
        self._start, self._sleep, self._clock = start, sleep, clock
        self._due: deque[tuple[float, T]] = deque()
        self._is_running = False

    def add(self, item: T) -> None:
        """Call `act(item)` after the delay. A failure of `act` is logged."""
        self._due.append((self._clock() + self._seconds, item))
        if not self._is_running:
            self._is_running = True
            self._start(self._run)

    def _run(self) -> None:
        """Wait for each item in turn. The delay is the same for all, so they are due in the order of `add`."""
        while self._due:
            at, item = self._due[0]
            left = at - self._clock()
            if left > 0:
                self._sleep(left)
                continue
            self._due.popleft()
            try:
                self._act(item)
            except Exception:
                log.exception("unexpected error of a timer")
        self._is_running = False
