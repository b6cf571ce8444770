"""Measures the server itself: how late its timers are. Whatever holds the process up holds up every viewer."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable

#: How often it looks (seconds), and how many of its last looks count.
EVERY_SECONDS = 0.5
LOOKS_KEPT = 120
#: A timer that is later than this (seconds) is told, and makes `/healthz` say `degraded`.
LATE_SECONDS = 0.5

log = logging.getLogger(__name__)


class Watchdog:
    """A thread that wakes every half second. `checks` are called then: what has to be looked at by the clock."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.checks: list[Callable[[], object]] = []
        self._clock = clock
        self._late: deque[float] = deque(maxlen=LOOKS_KEPT)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)

    @property
    def delay(self) -> float:
        """How late (seconds) a timer was at most in the last minute."""
        return max(self._late, default=0.0)

    @property
    def is_late(self) -> bool:
        """Whether that is later than it may be."""
        return self.delay > LATE_SECONDS

    def start(self) -> None:
        """Begin to measure."""
        self._thread.start()

    def stop(self) -> None:
        """End it."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        expected = self._clock() + EVERY_SECONDS
        while not self._stopped.wait(max(0.0, expected - self._clock())):
            self.note(self._clock() - expected)
            self._check(self.checks)
            expected = self._clock() + EVERY_SECONDS

    def note(self, late: float) -> None:
        """Take one measured delay (seconds)."""
        was_late = self.is_late
        self._late.append(max(0.0, late))
        if late > LATE_SECONDS and not was_late:
            log.warning(
                "the server is blocked: a timer ran %.1f s late; /healthz reports degraded for one minute", late
            )

    def _check(self, checks: Iterable[Callable[[], object]]) -> None:
        for check in checks:
            try:
                check()
            except Exception:  # a fault of ours in one check must not end the others
                log.exception("a check failed")
