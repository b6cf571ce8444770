"""Recognises `docker rm -f`: the engine reports a kill, an exit and a removal instead of one event."""

from dockcycle.domain.lifecycle.causes import SIGKILL
from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.evidence import Evidence
from dockcycle.domain.lifecycle.moves import Move
from dockcycle.domain.lifecycle.table import Room
from dockcycle.domain.timestamps import NANOSECONDS

#: Podman reports `rm -f` only as an exit and a removal, which follow each other within this time.
FORCED_WITHIN_NS = NANOSECONDS // 4
#: The rooms from which only `rm -f` removes a container.
ALIVE = (Room.RUNNING, Room.PAUSED, Room.RESTARTING)


def was_forced(end: Move, known: Container, seen: Evidence, destroyed_ns: int) -> bool:
    """Return whether the exit `end` and the `destroy` after it belong to `rm -f`.

    They do if SIGKILL, exit and removal follow each other immediately. A `docker kill` is different, because a separate
    inspect reports it before the removal.
    """
    if end.source not in ALIVE or known.auto_remove:
        return False
    if known.podman:  # Podman sends SIGTERM, waits, and reports neither signal
        at_once = destroyed_ns - end.at_ns < FORCED_WITHIN_NS
        return at_once and not seen.signals and not seen.stopped
    return end.edge == "kill" and not seen.stopped


def is_forced_removal(known: Container, seen: Evidence) -> bool:
    """Return whether a removal in progress is `rm -f`: SIGKILL came before, and `rm` refuses a running container."""
    killed = bool(seen.signals) and seen.signals[-1][0] == SIGKILL and not seen.stopped
    return killed and not known.auto_remove
