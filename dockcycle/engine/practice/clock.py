"""The practice engine's time: what happens later, and waiting for what has not happened yet.

One thread works off a heap of timers. Its lock is the lock of the whole engine: timers act while they hold it.
"""

import heapq
import itertools
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from dockcycle.domain.instant import NANOSECONDS

#: A thread cannot wait for centuries: it looks again after so long.
_PAUSE_SECONDS_AT_MOST = 3600.0

log = logging.getLogger(__name__)


@dataclass(order=True, slots=True)
class Timer:
    """Something to do at `at_ns` of the clock's ticks; timers of one instant act in the order they were made."""

    at_ns: int
    number: int
    action: Callable[[], None] | None = field(compare=False)

    def cancel(self) -> None:
        """Do nothing when the time comes; harmless when it came already."""
        self.action = None


class Clock:
    """`wall_ns` stamps events and times, `ticks_ns` (never set back) counts the timers; both in nanoseconds."""

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
        """Let time pass; harmless when it does."""
        with self.lock:
            if self._running:
                return
            self._running = True
            self._thread = threading.Thread(target=self._run, name="practice-clock", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Stand still: no timer acts any more, and nobody waits. May be called twice, not by a timer."""
        with self.lock:
            self._running = False
            self._due.notify_all()
            self._changed.notify_all()
            thread, self._thread = self._thread, None
        if thread is not None:
            thread.join()

    def later(self, seconds: float, action: Callable[[], None]) -> Timer:
        """Call `action` in so many seconds, under the lock."""
        with self.lock:
            timer = Timer(self._ticks_ns() + int(seconds * NANOSECONDS), next(self._numbers), action)
            heapq.heappush(self._timers, timer)
            if self._timers[0] is timer:
                self._due.notify()
            return timer

    @property
    def running(self) -> bool:
        """Whether time passes."""
        return self._running

    def changed(self) -> None:
        """Let those who wait look again; to be called under the lock."""
        self._changed.notify_all()

    def wait_for(self, condition: Callable[[], bool], seconds: float | None = None) -> bool:
        """Give the lock away until `condition` is true; returns whether it is (not when time stands still or is up)."""
        self._changed.wait_for(lambda: condition() or not self._running, seconds)
        return condition()

    def _run(self) -> None:
        with self.lock:
            while self._running:
                self._act(self._ticks_ns())
                self._due.wait(self._pause_seconds())

    def _act(self, until_ns: int) -> None:
        """Work off what is due at `until_ns`; a timer that fails is told in the log and does not stop time."""
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
