"""The inspects of one container as a state machine: its phase, its pending events and its history."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.event import EngineEvent
from dockcycle.domain.lifecycle.table import EVENT_LEADS_TO, State
from dockcycle.live.board.inspection import History

#: The most events kept for one container during an inspect; the oldest are dropped first.
EVENTS_AT_MOST = 256

_ENDED = (State.EXITED, State.RESTARTING, State.REMOVING, State.DEAD)


class Phase(Enum):
    """The phases of a job.

        IDLE ── request ──▶ QUEUED ── begin ──▶ BUSY ── write ──▶ IDLE
                              ▲  ▲               │
                              │  └── request ── DEFERRED ◀── defer

    A request while BUSY takes effect when the inspect ends: the job is then QUEUED again.
    """

    IDLE = auto()
    QUEUED = auto()
    BUSY = auto()
    DEFERRED = auto()


@dataclass(slots=True)
class Job:
    """The state of one container. Only the holder of the lock of `Inspections` reads and writes it.

    `events` are received but not part of an inspect yet. `deadlines` are the times (seconds of the monotonic clock)
    until which an inspect may be deferred, by reason.
    """

    id: str
    phase: Phase = Phase.IDLE
    events: list[EngineEvent] = field(default_factory=list)
    history: History = field(default_factory=History)
    deadlines: dict[str, float] = field(default_factory=dict)
    is_requested: bool = False

    def request(self, event: EngineEvent | None, at_most: int = EVENTS_AT_MOST) -> bool:
        """Request an inspect, because of `event` if there is one; only the newest `at_most` events are kept.

        Returns whether the caller must queue the job.
        """
        if event is not None:
            self.events.append(event)
            del self.events[:-at_most]
        if self.phase in (Phase.IDLE, Phase.DEFERRED):
            self.phase = Phase.QUEUED
            return True
        self.is_requested = self.phase is Phase.BUSY
        return False

    def begin(self) -> list[EngineEvent]:
        """Begin an inspect and return the events that it covers."""
        self.phase, self.is_requested = Phase.BUSY, False
        events, self.events = self.events, []
        return events

    def take_late_events(self, after: Container | None) -> list[EngineEvent]:
        """Remove and return the events that arrived during the inspect and that its result `after` already reflects.

        They are the events before the first one that moves a card. A `die` does not count as such if the inspect
        reports an exit.
        """
        has_ended = after is not None and after.state in _ENDED
        count = next((index for index, event in enumerate(self.events) if _moves(event, has_ended)), len(self.events))
        taken, self.events = self.events[:count], self.events[count:]
        self.is_requested = self.is_requested and bool(self.events or not taken)
        return taken

    def time_left(self, reason: str, now: float, seconds: float) -> float | None:
        """Return how long (seconds) the inspect may still be deferred for `reason`, None if the time is over.

        The first call for a reason sets its deadline, `seconds` after `now`.
        """
        left = self.deadlines.setdefault(reason, now + seconds) - now
        return left if left > 0 else None

    def write(self, history: History) -> bool:
        """End an inspect whose result was written; returns whether the caller must queue the job again."""
        self.history = history
        self.deadlines.clear()
        return self._end(Phase.IDLE)

    def defer(self, events: Sequence[EngineEvent]) -> bool:
        """End an inspect that wrote nothing, and take back its events; returns as `write`.

        The next inspect is requested by an event, by the timer of the caller or by the reconcile.
        """
        self.events = [*events, *self.events]
        return self._end(Phase.DEFERRED)

    def _end(self, phase: Phase) -> bool:
        self.phase = Phase.QUEUED if self.is_requested else phase
        return self.is_requested


def _moves(event: EngineEvent, has_ended: bool) -> bool:
    return event.action in EVENT_LEADS_TO and not (has_ended and event.action == "die")
