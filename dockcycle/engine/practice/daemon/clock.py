"""The clock of the practice engine: timers, and waiting for a condition.

One thread runs the timers from a heap. The lock of the clock is the lock of the whole engine: timers run while holding
it.
"""

import heapq
import itertools
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from dockcycle.domain.timestamps import NANOSECONDS

#: Longest wait of the thread before it checks the timers again. Python limits the timeout of a wait.
_PAUSE_SECONDS_AT_MOST = 3600.0

log = logging.getLogger(__name__)


@dataclass(order=True, slots=True)
class Timer:
    """An action at `at_ns` of the clock's ticks. Timers with the same time run in the order of their creation."""

    at_ns: int
    number: int
    action: Callable[[], None] | None = field(compare=False)

    def cancel(self) -> None:
        """Drop the action; has no effect after the timer has run."""
        self.action = None


class Clock:
    """Time and timers of one practice engine.

    `wall_ns` is the time for events and containers; `ticks_ns` is monotonic and drives the timers. Both return
    nanoseconds.
    """

    def __init__(
        self, wall_ns: Callable[[], int] = time.time_ns, ticks_ns: Callable[[], int] = time.monotonic_ns
    ) -> None:
        self.lock = threading.RLock()
        self.now_ns = wall_ns
        self._ticks_ns = ticks_ns
        self._due = threading.Condition(self.lock)
        self._changed = threading.Condition(self.lock)
        self._timers: list[Timer] = []
        self._numbers = itertools.count()
        self._running = False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Start to run timers; does nothing if the clock is running."""
        with self.lock:
            if self._running:
                return
            self._running = True
            self._thread = threading.Thread(target=self._run, name="practice-clock", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Stop running timers and release all callers of `wait_for`. May be called twice, but not from a timer."""
        with self.lock:
            self._running = False
            self._due.notify_all()
            self._changed.notify_all()
            thread, self._thread = self._thread, None
        if thread is not None:
            thread.join()

    def later(self, seconds: float, action: Callable[[], None]) -> Timer:
        """Call `action` after `seconds`, with the lock held; return the timer."""
        with self.lock:
            timer = Timer(self._ticks_ns() + int(seconds * NANOSECONDS), next(self._numbers), action)
            heapq.heappush(self._timers, timer)
            if self._timers[0] is timer:
                self._due.notify()
            return timer

    @property
    def running(self) -> bool:
        """Whether the clock runs timers."""
        return self._running

    def changed(self) -> None:
        """Make the callers of `wait_for` check their conditions again. The caller must hold the lock."""
        self._changed.notify_all()

    def wait_for(self, condition: Callable[[], bool], seconds: float | None = None) -> bool:
        """Release the lock and wait until `condition` is true, the clock stops or `seconds` have passed.

        Returns whether `condition` is true.
        """
        self._changed.wait_for(lambda: condition() or not self._running, seconds)
        return condition()

    def _run(self) -> None:
        with self.lock:
            while self._running:
                self._act(self._ticks_ns())
                self._due.wait(self._pause_seconds())

    def _act(self, until_ns: int) -> None:
        """Run the timers that are due at `until_ns`. A timer that fails is logged and does not stop the clock."""
        while self._running and self._timers and self._timers[0].at_ns <= until_ns:
            timer = heapq.heappop(self._timers)
            if timer.action is None:
                continue
            try:
                timer.action()
            except Exception:
                log.exception("practice engine: a timer failed")

    def _pause_seconds(self) -> float | None:
        if not self._timers:
            return None
        seconds = (self._timers[0].at_ns - self._ticks_ns()) / NANOSECONDS
        return min(max(0.0, seconds), _PAUSE_SECONDS_AT_MOST)
