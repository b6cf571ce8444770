"""Measures how late the timers of the server run, because code that blocks the process blocks every viewer."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable

#: How often it measures (seconds), and how many measurements count.
EVERY_SECONDS = 0.5
LOOKS_KEPT = 120
#: A timer later than this (seconds) is logged, and `/healthz` reports `late`.
LATE_SECONDS = 0.5

log = logging.getLogger(__name__)


class Watchdog:
    """A thread that measures every half second and then calls each of `checks`, periodic checks of other parts."""

    def __init__(
        self, checks: Iterable[Callable[[], object]] = (), clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._checks = tuple(checks)
        self._clock = clock
        self._late: deque[float] = deque(maxlen=LOOKS_KEPT)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)

    @property
    def delay(self) -> float:
        """The largest delay of the timer in the last minute, in seconds."""
        return max(self._late, default=0.0)

    @property
    def is_late(self) -> bool:
        """Whether `delay` is above LATE_SECONDS."""
        return self.delay > LATE_SECONDS

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Stop the thread and wait for it."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        expected = self._clock() + EVERY_SECONDS
        while not self._stopped.wait(max(0.0, expected - self._clock())):
            self.note(self._clock() - expected)
            self._check()
            expected = self._clock() + EVERY_SECONDS

    def note(self, late: float) -> None:
        """Record one measured delay in seconds; logs a warning if it is the first above LATE_SECONDS in a minute."""
        was_late = self.is_late
        self._late.append(max(0.0, late))
        if late > LATE_SECONDS and not was_late:
            log.warning("the server is blocked: a timer ran %.1f s late; /healthz reports late for one minute", late)

    def _check(self) -> None:
        for check in self._checks:
            try:
                check()
            except Exception:  # an exception in one check must not stop the others
                log.exception("a check failed")
