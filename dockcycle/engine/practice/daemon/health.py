"""Health checks of practice containers: run while the container is running; an event only if the result changes."""

from dockcycle.domain.lifecycle.table import State
from dockcycle.domain.timestamps import NANOSECONDS, rfc3339
from dockcycle.engine import Healthcheck
from dockcycle.engine.practice.daemon.clock import Clock
from dockcycle.engine.practice.daemon.event_log import Journal
from dockcycle.engine.practice.daemon.practice_container import Record
from dockcycle.engine.practice.programs.programs import understand

#: Lower limit of the interval between two health checks. A shorter one would keep the clock's thread busy.
_INTERVAL_SECONDS_AT_LEAST = 0.1


class Health:
    """Runs the health checks of containers. Callers must hold the lock of the clock."""

    def __init__(self, clock: Clock, journal: Journal) -> None:
        self._clock = clock
        self._journal = journal

    def begin(self, record: Record) -> None:
        """Set the health to starting and schedule the first check, if the container has a health check."""
        if record.spec.health is not None:
            record.failing = 0
            record.tell(health="starting", health_since=rfc3339(self._clock.now_ns()))
            self.watch(record)

    def watch(self, record: Record) -> None:
        """Schedule the next health check after one interval, if the container has a health check."""
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
        """Return whether failed checks are ignored: within the start period, until the first success.

        Source: Dockerfile reference, HEALTHCHECK.
        """
        age = (self._clock.now_ns() - record.started_ns) / NANOSECONDS
        return record.inspected.health == "starting" and age < check.start_period

    def _say(self, record: Record, health: str) -> None:
        if record.inspected.health != health:
            record.tell(health=health, health_since=rfc3339(self._clock.now_ns()))
            self._journal.tell(record, "health_status", health)
