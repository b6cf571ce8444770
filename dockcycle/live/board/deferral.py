"""Decides whether to delay writing a card for some milliseconds, because events that change it are still to come.

Pure functions. Inspect is the truth about the state of a container, and its events show how it got there. Either of
them can be slightly ahead of the other.
"""

from collections.abc import Sequence

from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.event import EngineEvent
from dockcycle.domain.lifecycle.evidence import Evidence
from dockcycle.domain.lifecycle.exits import saw_the_end
from dockcycle.domain.lifecycle.table import State
from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.live.board.inspection import Inspection

#: The engine sends `restart` after the `start` that belongs to it. Dockcycle waits for it after a start that follows a
#: stop within this time.
RESTART_FOLLOWS_STOP_NS = NANOSECONDS
#: How long (seconds) to wait for that `restart`. Docker 20.10 sends it within 1 ms, and a later one corrects the start
#: (`corrections.py`), so the wait only delays ordinary starts.
RESTART_WITHIN_SECONDS = 0.05
#: How long (seconds) to wait for a late `start`, `die` or `destroy`.
EVENT_WITHIN_SECONDS = 0.25
#: How long (seconds) `removing` or `dead` must last before it is shown. Docker 26 reports `dead` for a moment during
#: `rm -f`.
REMOVAL_SHOWN_AFTER_SECONDS = 0.4

_ALIVE = (State.RUNNING, State.PAUSED, State.RESTARTING)


def may_be_a_restart(events: Sequence[EngineEvent], seen: Evidence, known: Container | None) -> bool:
    """Return whether the last event is a start that may turn out to be half of a restart."""
    if known is None or not events or events[-1].action != "start":
        return False
    for event in events[:-1]:
        seen = seen.with_event(event, known)
    ended_ns = seen.died_ns or 0
    return seen.stopped and events[-1].at_ns - ended_ns < RESTART_FOLLOWS_STOP_NS


def reason_to_wait(inspection: Inspection) -> tuple[str, float] | None:
    """Return why and for how long (seconds) at most to delay writing the result, None to write it now."""
    if _waits_for_destroy(inspection):
        return ("destroy", EVENT_WITHIN_SECONDS)
    if _is_being_removed(inspection):
        return ("removal", REMOVAL_SHOWN_AFTER_SECONDS)
    if _runs_again(inspection):
        return ("start", EVENT_WITHIN_SECONDS)
    if _waits_for_die(inspection):
        return ("die", EVENT_WITHIN_SECONDS)
    return None


def _waits_for_destroy(inspection: Inspection) -> bool:
    """Return whether the container is gone but its `destroy` event is still to come."""
    if inspection.after is not None or inspection.before is None:
        return False
    return not any(event.action == "destroy" for event in inspection.events)


def _is_being_removed(inspection: Inspection) -> bool:
    """Return whether a removal has just begun. Most end a moment later, and each would flash on the board."""
    after, before = inspection.after, inspection.before
    if after is None or after.state not in (State.REMOVING, State.DEAD):
        return False
    return before is None or before.state is not after.state


def _runs_again(inspection: Inspection) -> bool:
    """Return whether the container was started after the events, so that the event of that start is still to come."""
    before, after = inspection.before, inspection.after
    if before is None or after is None or not inspection.events or _has_event(inspection, "start"):
        return False
    return after.state is State.RUNNING and after.started_ns != before.started_ns


def _waits_for_die(inspection: Inspection) -> bool:
    """Return whether inspect reports an exit whose `die` event is still to come (Docker 23 and later: 1 to 8 ms)."""
    before, after = inspection.before, inspection.after
    if before is None or after is None or before.state not in _ALIVE:
        return False
    if after.state not in (State.EXITED, State.RESTARTING) or after.finished_ns == before.finished_ns:
        return False
    seen = inspection.history.seen
    for event in inspection.events:
        seen = seen.with_event(event, after)
    return not (saw_the_end(after, seen) or _failed_to_start(after))


def _failed_to_start(after: Container) -> bool:
    return bool(after.error)


def _has_event(inspection: Inspection, action: str) -> bool:
    return any(event.action == action for event in inspection.events)
