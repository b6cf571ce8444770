"""A restart loop, recognised by its rate: for an engine that has no state `restarting` (Podman).

Podman starts a container again at once, five to six times a second, and its list calls it running or exited, whichever
the moment gives (`libpod/container_internal.go`, `handleRestartPolicy`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dockcycle.domain.event import EngineEvent, whole_attribute
from dockcycle.domain.instant import NANOSECONDS

#: So many ends within so long are a loop.
ENDS = 3
WITHIN_NS = 10 * NANOSECONDS
#: A loop is over when its container neither ended nor was stopped for so long.
QUIET_NS = 3 * NANOSECONDS


@dataclass(frozen=True, slots=True)
class CrashLoop:
    """The last ends of one container, in nanoseconds, oldest first, and the exit code of the last."""

    ends: tuple[int, ...] = ()
    code: int | None = None

    def after(self, events: Sequence[EngineEvent]) -> "CrashLoop":
        """Return the ends after `events`; whoever stops or kills the container ends its loop."""
        ends, code = self.ends, self.code
        for event in events:
            if event.action in ("stop", "kill"):
                ends = ()
            elif event.action == "die":
                ends, code = (*ends, event.at_ns)[-ENDS:], whole_attribute(event, "exitCode")
        return CrashLoop(ends, code)

    def goes_on(self, now_ns: int) -> bool:
        """Tell whether the container restarts so often that neither `running` nor `exited` describes it."""
        if len(self.ends) < ENDS:
            return False
        return self.ends[-1] - self.ends[0] <= WITHIN_NS and now_ns - self.ends[-1] < QUIET_NS
