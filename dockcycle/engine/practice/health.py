"""Health checks of practice containers: probes while it runs, events only when the word changes."""

from dockcycle.domain.instant import NANOSECONDS, rfc3339
from dockcycle.domain.lifecycle import State
from dockcycle.engine import Healthcheck
from dockcycle.engine.practice.clock import Clock
from dockcycle.engine.practice.journal import Journal
from dockcycle.engine.practice.programs import understand
from dockcycle.engine.practice.record import Record

#: A probe that waited less than so long for its interval would be a busy loop.
_INTERVAL_SECONDS_AT_LEAST = 0.1


class Health:
    """Probes containers that have a health check; all calls under the lock of the clock."""

    def __init__(self, clock: Clock, journal: Journal) -> None:
        self._clock = clock
        self._journal = journal

    def begin(self, record: Record) -> None:
        """Begin anew: the container has just been started."""
        if record.spec.health is not None:
            record.failing = 0
            record.tell(health="starting", health_since=rfc3339(self._clock.now_ns()))
            self.watch(record)

    def watch(self, record: Record) -> None:
        """Probe from now on, first after one interval: the container is started or unpaused."""
        check = record.spec.health
        if check is not None:
            seconds = max(check.interval, _INTERVAL_SECONDS_AT_LEAST)
            record.arm("probe", self._clock.later(seconds, lambda: self._probe(record, check)))

    def _probe(self, record: Record, check: Healthcheck) -> None:
        if record.state is not State.RUNNING:
            return
        code = understand(("/bin/sh", "-c", check.command), record.files).code
        record.failing = record.failing + 1 if code else 0
        if not record.failing:
            self._say(record, "healthy")
        elif record.failing >= check.retries and not self._is_starting(record, check):
            self._say(record, "unhealthy")
        self.watch(record)

    def _is_starting(self, record: Record, check: Healthcheck) -> bool:
        """Failures within the start period do not count until a probe succeeded (Dockerfile reference)."""
        age = (self._clock.now_ns() - record.started_ns) / NANOSECONDS
        return record.told.health == "starting" and age < check.start_period

    def _say(self, record: Record, health: str) -> None:
        if record.told.health != health:
            record.tell(health=health, health_since=rfc3339(self._clock.now_ns()))
            self._journal.tell(record, "health_status", health)
