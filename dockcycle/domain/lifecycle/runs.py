"""Distinguishes the runs of a main process: whether an event or an inspect belongs to a run that is already known."""

from dataclasses import replace

from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.event import EngineEvent
from dockcycle.domain.lifecycle.evidence import Evidence
from dockcycle.domain.lifecycle.moves import ENDED
from dockcycle.domain.lifecycle.table import Room, State


def is_known_start(before: Container | None, after: Container | None, start: EngineEvent) -> bool:
    """Return whether the event `start` began the run whose exit the board already shows in `before`.

    Such an event is late. Inspect can be ahead of the event stream after a reconnect, and often is on Podman, which
    writes its events to a file.
    """
    if before is None:
        return False
    if before.finished_ns is not None and start.at_ns < before.finished_ns:
        return True
    is_same_run = after is not None and after.started_ns is not None and after.started_ns == before.started_ns
    return is_same_run and after is not None and after.room in ENDED


def is_next_run(before: Container | None, known: Container, seen: Evidence) -> bool:
    """Return whether a `die` while restarting ends a run that the restart policy started after the exit of `before`."""
    return before is not None and seen.died_ns is not None and known.started_ns != before.started_ns


def ended_a_loop(before: Container | None, known: Container, there: Room | None) -> bool:
    """Return whether a stop or kill ended a restart loop: the container went `there` without having been started."""
    if there not in (Room.EXITED, Room.FAILED):
        return False
    if known.podman:  # on Podman, `restarting` is derived from the rate, and a loop can end without a command
        return False
    return before is not None and known.started_ns == before.started_ns


def at_exit(known: Container, target: Room, code: int | None) -> Container:
    """Return the container as it was in the room `target` after an exit with `code`.

    If the container was started again, inspect no longer reports that exit. `known` is changed accordingly.
    """
    if known.room is target:
        return known
    state = State.RESTARTING if target is Room.RESTARTING else State.EXITED
    return replace(
        known, state=state, exit_code=code, error=None, oom_killed=False, stopped_by_user=None, finished_ns=None
    )
