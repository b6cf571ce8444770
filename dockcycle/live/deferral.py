"""The reasons to put off writing a card for some milliseconds: more is about to be told that changes what is drawn.

Pure: what a look found, and for how long it may wait. Inspect is the truth about where a container stands, its events
tell how it came there, and one of the two is often a little ahead of the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dockcycle.domain.container import Container
from dockcycle.domain.event import EngineEvent
from dockcycle.domain.exits import Evidence, saw_the_end
from dockcycle.domain.instant import NANOSECONDS
from dockcycle.domain.lifecycle import State

#: `restart` is told after its own `start`: one that follows a stop within the second is waited for.
RESTART_FOLLOWS_STOP_NS = NANOSECONDS
#: For how long (seconds) what is told a little later is waited for: `restart`, `start`, `die`, `destroy`.
TOLD_WITHIN_SECONDS = 0.25
#: The state `removing` is shown when it lasts; `dead` stands there for a moment during `rm -f` (Docker 26).
REMOVAL_SHOWN_AFTER_SECONDS = 0.4

_ALIVE = (State.RUNNING, State.PAUSED, State.RESTARTING)


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a container: as the board has it, the events since, the inspect, and the evidence before them."""

    before: Container | None
    events: Sequence[EngineEvent]
    after: Container | None
    seen: Evidence


def may_be_a_restart(events: Sequence[EngineEvent], seen: Evidence, known: Container | None) -> bool:
    """Tell whether a start that has just been told may turn out to be half of a restart."""
    if known is None or not events or events[-1].action != "start":
        return False
    for event in events[:-1]:
        seen = seen.with_event(event, known)
    ended_ns = seen.died_ns or 0
    return seen.stopped and events[-1].at_ns - ended_ns < RESTART_FOLLOWS_STOP_NS


def reason_to_wait(look: Look) -> tuple[str, float] | None:
    """Return why a look is not written yet and for how long (seconds) at most; None: it is written now."""
    if _waits_for_destroy(look):
        return ("destroy", TOLD_WITHIN_SECONDS)
    if _is_being_removed(look):
        return ("removal", REMOVAL_SHOWN_AFTER_SECONDS)
    if _runs_again(look):
        return ("start", TOLD_WITHIN_SECONDS)
    if _waits_for_die(look):
        return ("die", TOLD_WITHIN_SECONDS)
    return None


def _waits_for_destroy(look: Look) -> bool:
    """It is gone, and the event that tells how is on its way."""
    if look.after is not None or look.before is None:
        return False
    return not any(event.action == "destroy" for event in look.events)


def _is_being_removed(look: Look) -> bool:
    """One that is being removed is mostly gone a moment later: shown at once, every `rm -f` would flash."""
    after, before = look.after, look.before
    if after is None or after.state not in (State.REMOVING, State.DEAD):
        return False
    return before is None or before.state is not after.state


def _runs_again(look: Look) -> bool:
    """It was started since the events: what is told of that start is on its way."""
    before, after = look.before, look.after
    if before is None or after is None or not look.events or _tells(look, "start"):
        return False
    return after.state is State.RUNNING and after.started_at != before.started_at


def _waits_for_die(look: Look) -> bool:
    """Inspect says that it ended before `die` is told (Docker 23 and later: 1 to 8 ms)."""
    before, after = look.before, look.after
    if before is None or after is None or before.state not in _ALIVE:
        return False
    if after.state not in (State.EXITED, State.RESTARTING) or after.finished_at == before.finished_at:
        return False
    seen = look.seen
    for event in look.events:
        seen = seen.with_event(event, after)
    return not (saw_the_end(after, seen) or _failed_to_start(after))


def _failed_to_start(after: Container) -> bool:
    return bool(after.error)


def _tells(look: Look, action: str) -> bool:
    return any(event.action == action for event in look.events)
