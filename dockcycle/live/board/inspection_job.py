"""The state of one container in `Inspections`: its pending events and what is known from earlier inspects."""

from dataclasses import dataclass, field

from dockcycle.domain.lifecycle.crash_loop import CrashLoop
from dockcycle.domain.lifecycle.event import EngineEvent
from dockcycle.domain.lifecycle.evidence import Evidence
from dockcycle.domain.lifecycle.moves import Move

#: The most events kept for one container during an inspect; the oldest are dropped first.
EVENTS_AT_MOST = 256


@dataclass(slots=True)
class Job:
    """The state of one container; the lock of `Inspections` protects it.

    `events` are received but not written yet. `asked`: an inspect is requested; `queued`: it waits for a worker;
    `busy`: it runs. `waits`: the last inspect returned its events and is repeated at the next event, when its timer
    ends, or at the next reconcile. `deadlines` are times of the monotonic clock (seconds) by reason. `seen` is the
    evidence since the last start. `end` and `begin` are the latest published moves that ended and started the
    container.
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
        """Request an inspect, because of `event` if there is one; only the newest `at_most` events are kept."""
        self.asked = True
        self.waits = False
        if event is not None:
            self.events.append(event)
            del self.events[:-at_most]

    def take(self) -> list[EngineEvent]:
        """Begin an inspect and return the events it covers."""
        self.queued, self.busy, self.asked = False, True, False
        events, self.events = self.events, []
        return events

    def give_back(self, events: list[EngineEvent]) -> bool:
        """Take back the events of an inspect that wrote nothing; returns whether no other inspect is requested.

        The caller must then schedule the next one.
        """
        self.events = events + self.events
        self.waits = not self.asked
        return self.waits

    def may_wait(self, reason: str, now: float, seconds: float) -> float | None:
        """Return how long (seconds) the inspect may still wait for `reason`, None if the time is over.

        The first call for a reason sets its deadline, `seconds` after `now`.
        """
        left = self.deadlines.setdefault(reason, now + seconds) - now
        return left if left > 0 else None
