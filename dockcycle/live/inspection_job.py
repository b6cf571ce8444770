"""What is pending and what is known of one container between its looks."""

from dataclasses import dataclass, field

from dockcycle.domain.crash_loop import CrashLoop
from dockcycle.domain.event import EngineEvent
from dockcycle.domain.exits import Evidence
from dockcycle.domain.passage import Move

#: Events kept of one container while an inspect of it is under way; of more the oldest are dropped.
EVENTS_AT_MOST = 256


@dataclass(slots=True)
class Job:
    """The work on one container; guarded by the lock of `Inspections`.

    `events` are told and not written yet. `waits`: the look that took events gave them back, and begins again when a
    further one comes, when its timer ends, or at the next reconcile. `deadlines` are instants of the monotonic clock
    (seconds) by reason. `end` and `begin` are the last moves that ended and that started the container, as written.
    """

    id: str
    events: list[EngineEvent] = field(default_factory=list)
    asked: bool = False
    queued: bool = False
    busy: bool = False
    waits: bool = False
    deadlines: dict[str, float] = field(default_factory=dict)
    seen: Evidence = field(default_factory=Evidence)
    loop: CrashLoop = field(default_factory=CrashLoop)
    end: Move | None = None
    begin: Move | None = None

    def note(self, event: EngineEvent | None, at_most: int = EVENTS_AT_MOST) -> None:
        """Ask for a look, because of `event` where there is one; the newest `at_most` are kept."""
        self.asked = True
        self.waits = False
        if event is not None:
            self.events.append(event)
            del self.events[:-at_most]

    def take(self) -> list[EngineEvent]:
        """Begin a look: return the events it is about."""
        self.queued, self.busy, self.asked = False, True, False
        events, self.events = self.events, []
        return events

    def give_back(self, events: list[EngineEvent]) -> bool:
        """End a look that wrote nothing; returns whether the next one has to be asked for."""
        self.events = events + self.events
        self.waits = not self.asked
        return self.waits

    def may_wait(self, reason: str, now: float, seconds: float) -> float | None:
        """Return how long (seconds) a look may still wait for `reason`, None when the time for it is over."""
        left = self.deadlines.setdefault(reason, now + seconds) - now
        return left if left > 0 else None
