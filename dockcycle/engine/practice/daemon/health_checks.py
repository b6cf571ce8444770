"""Health checks of practice containers. They run while the container is running; only a new result sends an event."""

from dockcycle.domain.lifecycle.table import State
from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.engine import Healthcheck
from dockcycle.engine.practice.daemon.clock import Clock
from dockcycle.engine.practice.daemon.event_log import EventLog
from dockcycle.engine.practice.daemon.practice_container import PracticeContainer
from dockcycle.engine.practice.programs.container_processes import health_check_code

#: Lower limit of the interval between two health checks. A shorter one would keep the clock's thread busy.
_INTERVAL_SECONDS_AT_LEAST = 0.1


class HealthChecks:
    """Runs the health checks of containers. Callers must hold the lock of the clock."""

    def __init__(self, clock: Clock, event_log: EventLog) -> None:
        self._clock = clock
        self._event_log = event_log

    def begin(self, container: PracticeContainer) -> None:
        """Set the health to starting and schedule the first check, if the container has a health check."""
        if container.spec.health is not None:
            container.failed_checks = 0
            container.update(health="starting", health_since_ns=self._clock.now_ns())
            self.watch(container)

    def watch(self, container: PracticeContainer) -> None:
        """Schedule the next health check after one interval, if the container has a health check."""
        check = container.spec.health
        if check is not None:
            seconds = max(check.interval, _INTERVAL_SECONDS_AT_LEAST)
            container.arm("probe", self._clock.later(seconds, lambda: self._probe(container, check)))

    def _probe(self, container: PracticeContainer, check: Healthcheck) -> None:
        if container.state is not State.RUNNING:
            return
        timeout = check.interval if check.timeout is None else check.timeout
        code = health_check_code(self._clock, container, check.command, timeout)
        container.failed_checks = container.failed_checks + 1 if code else 0
        if not container.failed_checks:
            self._set_health(container, "healthy")
        elif container.failed_checks >= check.retries and not self._is_starting(container, check):
            self._set_health(container, "unhealthy")
        self.watch(container)

    def _is_starting(self, container: PracticeContainer, check: Healthcheck) -> bool:
        """Return whether failed checks are ignored: within the start period, until the first success.

        Source: Dockerfile reference, HEALTHCHECK.
        """
        age = (self._clock.now_ns() - container.started_ns) / NANOSECONDS
        return container.inspected.health == "starting" and age < check.start_period

    def _set_health(self, container: PracticeContainer, health: str) -> None:
        if container.inspected.health != health:
            container.update(health=health, health_since_ns=self._clock.now_ns())
            self._event_log.send(container, "health_status", health)
