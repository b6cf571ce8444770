"""The arrows a container took: from where it stood, through what its events tell, to where inspect finds it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dockcycle.domain.container import Cause, Container
from dockcycle.domain.event import EngineEvent
from dockcycle.domain.exits import Evidence, edge_hint
from dockcycle.domain.lifecycle import EVENT_LEADS_TO, Room, State, edge_between, room_of

#: Happenings that move nothing but are worth a line: their move leads from a room to the same room.
IN_PLACE = ("rename", "healthy", "unhealthy")


@dataclass(frozen=True, slots=True)
class Move:
    """One arrow taken. `source` or `target` is None where the container does not exist; `at_ns` nanoseconds."""

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


def moves(
    before: Container | None, events: Sequence[EngineEvent], after: Container | None, seen: Evidence, now_ns: int
) -> tuple[list[Move], Evidence]:
    """Return the moves that `events` (oldest first) tell between two looks, and the evidence after them.

    The last move always ends where `after` stands: an event orders what was passed through, inspect is the truth.
    """
    walk = _Walk(before, after, seen, now_ns)
    for event in events:
        walk.take(event)
    walk.arrive()
    return walk.moves, walk.seen


_ALIVE = (Room.RUNNING, Room.PAUSED, Room.RESTARTING)


class _Walk:
    """Folds events into moves; `here` is the room reached so far, None before `create` and after `destroy`."""

    def __init__(self, before: Container | None, after: Container | None, seen: Evidence, now_ns: int) -> None:
        known = after or before
        assert known is not None
        self.known = known
        self.before, self.after, self.now_ns = before, after, now_ns
        self.here = before.room if before else None
        self.seen = seen
        self.moves: list[Move] = []

    def take(self, event: EngineEvent) -> None:
        """Take one event: note what it proves, then go where it leads."""
        self.seen = self.seen.with_event(event, self.known.signal_labels)
        if event.action == "restart":
            self._rename_last_start()
        elif event.action == "rename":
            self._in_place("rename", event)
        elif event.action == "health_status" and event.detail in ("healthy", "unhealthy"):
            self._in_place(event.detail, event)
        elif event.action == "destroy" and self._was_forced():
            self._force_remove(event.at_ns)
        elif event.action in EVENT_LEADS_TO:
            self._go(self._room_after(event), event.at_ns)

    def arrive(self) -> None:
        """Close the distance to where inspect found the container, by the shortest arrows the table has."""
        there = self.after.room if self.after else None
        if there is self.here:
            return
        if self._loop_was_ended(there):
            self.seen = replace(self.seen, looping=True)
        if there is Room.REMOVING and self.here in _ALIVE and self.after:
            self._go(room_of(State.EXITED, self.after.exit_code), self.now_ns)
        passed_running = self.here in (Room.CREATED, None) and there in (Room.EXITED, Room.FAILED, Room.RESTARTING)
        if passed_running and self.after and self.after.started_at:
            self._go(Room.RUNNING, self.now_ns)
        self._go(there, self.now_ns)

    def _loop_was_ended(self, there: Room | None) -> bool:
        """It waited for its next restart and now it does not, though it was not started since: somebody ended that."""
        if self.here is not Room.RESTARTING or there not in (Room.EXITED, Room.FAILED):
            return False
        return self.before is not None and self.known.started_at == self.before.started_at

    def _was_forced(self) -> bool:
        """`rm -f` is a SIGKILL, the end and the removal in one breath; a kill by hand was told in a look of its own."""
        last = self.moves[-1] if self.moves else None
        by_kill = last is not None and last.source in _ALIVE and last.edge == "kill" and last.target is self.here
        return by_kill and not self.known.auto_remove and not self.seen.stopped

    def _force_remove(self, at_ns: int) -> None:
        end = self.moves.pop()
        self.moves.append(self._move("force-remove", end.source, None, at_ns))
        self.here = None

    def _room_after(self, event: EngineEvent) -> Room | None:
        state = EVENT_LEADS_TO[event.action]
        if state is None:
            return None
        if state is State.EXITED:
            return self._room_after_die(event)
        return Room(state.value)

    def _room_after_die(self, event: EngineEvent) -> Room:
        """A `die` is an end or the begin of a back-off: the restart policy decides, unless somebody asked for it."""
        code = self._exit_code(event)
        asked = bool(self.seen.signals) or self.seen.stopped
        if self.known.restart_policy != "no" and not asked:
            at_end = self.after is not None and self.after.room in (Room.EXITED, Room.FAILED)
            return self.after.room if at_end and self.after and not self._starts_again else Room.RESTARTING
        return room_of(State.EXITED, code)

    @property
    def _starts_again(self) -> bool:
        return self.after is not None and self.after.state in (State.RUNNING, State.RESTARTING)

    def _exit_code(self, event: EngineEvent) -> int:
        if self.after and self.after.state in (State.EXITED, State.DEAD, State.REMOVING):
            return self.after.exit_code or 0
        text = "" if "exitCode" in self.known.signal_labels else event.attributes.get("exitCode", "")
        return int(text) if text.isascii() and text.isdigit() else 0

    def _go(self, there: Room | None, at_ns: int) -> None:
        if there is self.here or (self.here is Room.REMOVING and there is not None):
            return
        source, target = self.here or Room.IMAGES, there or Room.REMOVED
        hint = "create" if self.here is None else self._hint(target)
        edge = edge_between(source, target, hint)
        if self.here is None and there is None:
            return
        self.moves.append(self._move(edge, self.here, there, at_ns))
        self.here = there

    def _hint(self, target: Room) -> str | None:
        if target in (Room.EXITED, Room.FAILED, Room.RESTARTING):
            return edge_hint(self.known, self.seen)
        return None

    def _move(self, edge: str, source: Room | None, target: Room | None, at_ns: int) -> Move:
        known = self.known
        ended = target in (Room.EXITED, Room.FAILED)
        code = known.exit_code if ended else None
        return Move(known.engine, known.id, known.name, edge, source, target, at_ns, exit_code=code)

    def _rename_last_start(self) -> None:
        """`restart` comes after its own `start`: the arrow just taken gets its right name."""
        for index in range(len(self.moves) - 1, -1, -1):
            move = self.moves[index]
            if move.target is Room.RUNNING and move.edge == "start":
                source = move.source or Room.IMAGES
                edge = edge_between(source, Room.RUNNING, "restart")
                self.moves[index] = self._move(edge, move.source, move.target, move.at_ns)
                return

    def _in_place(self, edge: str, event: EngineEvent) -> None:
        old = event.attributes.get("oldName", "").lstrip("/") if edge == "rename" else None
        known = self.known
        self.moves.append(
            Move(known.engine, known.id, known.name, edge, self.here, self.here, event.at_ns, old_name=old)
        )
