"""One move of a container, and the corrections that later events of its exit or its start require."""

from dataclasses import dataclass, replace

from dockcycle.domain.lifecycle.container import Cause, Container
from dockcycle.domain.lifecycle.event import EngineEvent
from dockcycle.domain.lifecycle.evidence import Evidence
from dockcycle.domain.lifecycle.exits import cause_of, edge_hint
from dockcycle.domain.lifecycle.table import Room, edge_between

#: Edges of moves that stay in a room (source equals target) but appear in the recent events.
IN_PLACE = ("rename", "healthy", "unhealthy", "start-failed")
#: The rooms that a container enters when its main process ends. A move to one of them has a cause.
ENDED = (Room.EXITED, Room.FAILED, Room.RESTARTING)


@dataclass(frozen=True, slots=True)
class Move:
    """One transition. `source` or `target` is None if the container does not exist; `at_ns` is nanoseconds since 1970.

    `ran_seconds` is how long the main process ran that ended with this move, None if the engine does not report it.
    """

    engine: str
    id: str
    name: str
    edge: str
    source: Room | None
    target: Room | None
    at_ns: int
    exit_code: int | None = None
    cause: Cause | None = None
    old_name: str | None = None
    ran_seconds: int | None = None


def restarted(move: Move) -> Move:
    """Return the move of a start with the edge of a restart."""
    return replace(move, edge=edge_between(move.source or Room.IMAGES, Room.RUNNING, "restart"))


def corrected(move: Move, container: Container, seen: Evidence, *, settled: bool = False) -> Move:
    """Return the move of an exit with the edge and the cause that `seen` proves now.

    `settled` is true if no further event of this exit is expected.
    """
    cause = cause_of(container, seen)
    if cause is None or cause.code == "unobserved" or move.source is None or move.target is None:
        return move
    edge = edge_between(move.source, move.target, edge_hint(container, seen, settled=settled))
    ran = move.ran_seconds if seen.ran_seconds is None else seen.ran_seconds
    return replace(move, edge=edge, cause=cause, ran_seconds=ran)


def name_before(rename: EngineEvent, before: Container | None, known: Container) -> str | None:
    """Return the name before a rename, None if unknown. Podman does not report it, but the board still has it."""
    reported = rename.attributes.get("oldName", "").lstrip("/")
    on_board = before.name if before is not None and before.name != known.name else ""
    return reported or on_board or None
