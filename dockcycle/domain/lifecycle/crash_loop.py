"""Detects a restart loop by its rate, for an engine that has no state `restarting` (Podman).

Podman restarts a container immediately, five to six times a second. Its list reports running or exited, depending on
the moment (`libpod/container_internal.go`, `handleRestartPolicy`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dockcycle.domain.lifecycle.event import EngineEvent, whole_attribute
from dockcycle.domain.timestamps import NANOSECONDS

#: This number of exits within this time is a restart loop.
ENDS = 3
WITHIN_NS = 10 * NANOSECONDS
#: A restart loop is over when the container has not exited for this time, or was stopped or killed.
QUIET_NS = 3 * NANOSECONDS


@dataclass(frozen=True, slots=True)
class CrashLoop:
    """Times of a container's latest exits (nanoseconds since 1970, oldest first) and the last exit code."""

    ends: tuple[int, ...] = ()
    code: int | None = None

    def after(self, events: Sequence[EngineEvent]) -> "CrashLoop":
        """Return the exits after `events`. A stop or kill clears them, because it ends the restart loop."""
        ends, code = self.ends, self.code
        for event in events:
            if event.action in ("stop", "kill"):
                ends = ()
            elif event.action == "die":
                ends, code = (*ends, event.at_ns)[-ENDS:], whole_attribute(event, "exitCode")
        return CrashLoop(ends, code)

    def is_active(self, now_ns: int) -> bool:
        """Return whether the container is in a restart loop at `now_ns`: neither running nor exited for good."""
        if len(self.ends) < ENDS:
            return False
        return self.ends[-1] - self.ends[0] <= WITHIN_NS and now_ns - self.ends[-1] < QUIET_NS
