"""The arrows a container took: from where it stood, through what its events tell, to where inspect finds it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dockcycle.domain.container import Cause, Container
from dockcycle.domain.event import EngineEvent, whole_attribute
from dockcycle.domain.exits import SIGKILL, Evidence, cause_of, edge_hint
from dockcycle.domain.instant import NANOSECONDS, nanoseconds
from dockcycle.domain.lifecycle import EVENT_LEADS_TO, Room, State, edge_between, room_of

#: Happenings that move nothing but are worth a line: their move leads from a room to the same room.
IN_PLACE = ("rename", "healthy", "unhealthy", "start-failed")
#: The rooms a move leads to that ends the process: such a move has a cause.
ENDED = (Room.EXITED, Room.FAILED, Room.RESTARTING)
#: Podman tells of `rm -f` only the end and the removal, this close to each other.
FORCED_WITHIN_NS = NANOSECONDS // 4


@dataclass(frozen=True, slots=True)
class Move:
    """One arrow taken. `source` or `target` is None where the container does not exist; `at_ns` nanoseconds.

    `ran_seconds` is how long the process ran that this move ended, None where the engine does not tell.
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


@dataclass(frozen=True, slots=True)
class Passage:
    """What happened between two looks: the moves, the evidence now, and what is known now of the end that came before.

    `last_end` is the evidence of the end in which the container stood at the first look, with what the events of this
    passage add to it; None when it did not stand in an end. `was_restarted`: the start before this passage was half of
    a restart, which Docker tells after it.
    """

    moves: list[Move]
    seen: Evidence
    last_end: Evidence | None
    was_restarted: bool = False


def passage(
    before: Container | None, events: Sequence[EngineEvent], after: Container | None, seen: Evidence, now_ns: int
) -> Passage:
    """Return what `events` (oldest first) tell between two looks.

    The last move always ends where `after` stands: an event orders what was passed through, inspect is the truth.
    """
    walk = _Walk(before, after, seen, now_ns)
    for index, event in enumerate(events):
        walk.starts_later = any(later.action == "start" for later in events[index + 1 :])
        walk.take(event)
    walk.arrive()
    return Passage(walk.moves, walk.seen, walk.last_end, walk.was_restarted)


def restarted(move: Move) -> Move:
    """Return a move of a start as that of a restart."""
    return replace(move, edge=edge_between(move.source or Room.IMAGES, Room.RUNNING, "restart"))


def corrected(move: Move, container: Container, seen: Evidence, *, settled: bool = False) -> Move:
    """Return a move that ended `container` with the edge and the cause that `seen` proves by now.

    `settled`: what is told of that end has been told.
    """
    cause = cause_of(container, seen)
    if cause is None or cause.code == "unobserved" or move.source is None or move.target is None:
        return move
    edge = edge_between(move.source, move.target, edge_hint(container, seen, settled=settled))
    ran = move.ran_seconds if seen.ran_seconds is None else seen.ran_seconds
    return replace(move, edge=edge, cause=cause, ran_seconds=ran)


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
        self.last_end = seen if self.here in ENDED else None
        self.moves: list[Move] = []
        self.was_restarted = False
        self.starts_later = False
        self._by_restart = seen.restarting
        self._code: int | None = None

    def take(self, event: EngineEvent) -> None:
        """Take one event: note what it proves, then go where it leads."""
        if event.action == "die" and self._is_another_end():
            self._go(Room.RUNNING, event.at_ns)
            self.seen = Evidence()
        self._note(event)
        if event.action == "restart":
            self._restart()
        elif event.action == "rename":
            self._in_place("rename", event)
        elif event.action == "health_status" and event.detail in ("healthy", "unhealthy"):
            self._in_place(event.detail, event)
        elif event.action == "destroy" and self._was_forced(event):
            self._force_remove(event.at_ns)
        elif event.action in EVENT_LEADS_TO and not self._is_known_start(event):
            self._go(self._room_after(event), event.at_ns)

    def arrive(self) -> None:
        """Close the distance to where inspect found the container, by the shortest arrows the table has."""
        there = self.after.room if self.after else None
        if there is self.here:
            self._start_failed()
            return
        if self._loop_was_ended(there):
            self.seen = self.last_end = replace(self.seen, looping=True)
        if there is Room.REMOVING and self.after and not self._is_being_forced() and self.here in _ALIVE:
            self._go(room_of(State.EXITED, self.after.exit_code), self.now_ns)
        passed_running = self.here in (Room.CREATED, None) and there in (Room.EXITED, Room.FAILED, Room.RESTARTING)
        if passed_running and self.after and self.after.started_at:
            self._go(Room.RUNNING, self.now_ns)
        self._go(there, self.now_ns)

    def _start_failed(self) -> None:
        """A start that failed has no event of its own (moby, daemon/start.go): the look finds its error."""
        if self.after is None or self.here is not Room.CREATED:
            return
        cause = cause_of(self.after, self.seen)
        told = self.before is not None and self.before.error == self.after.error
        if cause is None or told:
            return
        move = self._move("start-failed", self.here, self.here, self.now_ns)
        self.moves.append(replace(move, exit_code=self.after.exit_code, cause=cause))

    def _note(self, event: EngineEvent) -> None:
        """Add the event to the evidence; while nothing moved it is evidence of the end before, too."""
        self.seen = self.seen.with_event(event, self.known)
        if event.action == "start":
            return
        if self.last_end is not None and not self._was_left():
            self.last_end = self.seen
        self._correct_last_end()

    def _correct_last_end(self) -> None:
        """What is told after an end, and before the next start, proves something of it."""
        if self.here not in ENDED:
            return
        for index in range(len(self.moves) - 1, -1, -1):
            move = self.moves[index]
            if move.target is self.here and move.source is not move.target:
                self.moves[index] = corrected(move, self._ended(self.here), self.seen)
                return

    def _was_left(self) -> bool:
        return any(move.source is not move.target for move in self.moves)

    def _is_known_start(self, event: EngineEvent) -> bool:
        """Return whether an event is the start before the end that the board already shows.

        An inspect may be ahead of the event stream: after a reconnect, and often with Podman, which writes its events
        to a file.
        """
        before, after = self.before, self.after
        if event.action != "start" or before is None or self.here not in ENDED or self._was_left():
            return False
        if before.finished_at is not None and event.at_ns < nanoseconds(before.finished_at):
            return True
        is_same_run = after is not None and after.started_at is not None and after.started_at == before.started_at
        return is_same_run and after is not None and after.room in ENDED

    def _is_another_end(self) -> bool:
        """It waited for its next restart and its end was told: a further `die` tells that it was started since."""
        if self.here is not Room.RESTARTING or self.before is None or self.seen.died_ns is None:
            return False
        return self.known.started_at != self.before.started_at

    def _loop_was_ended(self, there: Room | None) -> bool:
        """It waited for its next restart and now it does not, though it was not started since: somebody ended that."""
        if self.here is not Room.RESTARTING or there not in (Room.EXITED, Room.FAILED):
            return False
        if self.known.podman:  # it has no such state: what is shown so is a loop by its rate, which may end by itself
            return False
        return self.before is not None and self.known.started_at == self.before.started_at

    def _was_forced(self, event: EngineEvent) -> bool:
        """`rm -f` is a SIGKILL, the end and the removal in one breath; a kill by hand was told in a look of its own."""
        last = self.moves[-1] if self.moves else None
        if last is None or last.source not in _ALIVE or last.target is not self.here or self.known.auto_remove:
            return False
        if self.known.podman:  # it sends SIGTERM, waits, and tells neither signal
            at_once = event.at_ns - last.at_ns < FORCED_WITHIN_NS
            return at_once and not self.seen.signals and not self.seen.stopped
        return last.edge == "kill" and not self.seen.stopped

    def _is_being_forced(self) -> bool:
        """It is being removed, and before that it was killed: `rm -f`, for a person cannot remove what still runs."""
        last = self.moves[-1] if self.moves else None
        killed = bool(self.seen.signals) and self.seen.signals[-1][0] == SIGKILL and not self.seen.stopped
        if not killed or self.known.auto_remove:
            return False
        if last is not None and last.edge == "kill" and last.source in _ALIVE and last.target is self.here:
            self.moves.pop()
            self.here = last.source
        return self.here in _ALIVE

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
        if self.here in ENDED and not self._was_left():
            assert self.here is not None
            return self.here  # the end that was found before its `die` was told
        code = self._code = self._exit_code(event)
        asked = bool(self.seen.signals) or self.seen.stopped
        if self.known.restart_policy != "no" and not asked:
            at_end = self.after is not None and self.after.room in (Room.EXITED, Room.FAILED)
            is_last = at_end and not self._starts_again and not self.starts_later
            return self.after.room if is_last and self.after else Room.RESTARTING
        return room_of(State.EXITED, code)

    @property
    def _starts_again(self) -> bool:
        return self.after is not None and self.after.state in (State.RUNNING, State.RESTARTING)

    def _exit_code(self, event: EngineEvent) -> int:
        if self.after and self.after.state in (State.EXITED, State.DEAD, State.REMOVING):
            return self.after.exit_code or 0
        return whole_attribute(event, "exitCode", self.known.signal_labels) or 0

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
        if target in ENDED:
            return edge_hint(self.known, self.seen)
        if target is Room.REMOVING and self.here in _ALIVE:
            return "force-remove"
        if target is Room.RUNNING and self._by_restart:
            self._by_restart = False
            return "restart"
        return None

    def _move(self, edge: str, source: Room | None, target: Room | None, at_ns: int) -> Move:
        known = self.known
        if target not in ENDED:
            return Move(known.engine, known.id, known.name, edge, source, target, at_ns)
        ended = self._ended(target)
        cause = cause_of(ended, self.seen)
        return Move(
            known.engine, known.id, known.name, edge, source, target, at_ns,
            exit_code=None if target is Room.RESTARTING else ended.exit_code,
            cause=None if cause is None or cause.code == "unobserved" else cause,
            ran_seconds=self.seen.ran_seconds,
        )  # fmt: skip

    def _ended(self, target: Room) -> Container:
        """Return the container as it stood in an end; one that it left again was seen by no inspect."""
        if self.known.room is target:
            return self.known
        state = State.RESTARTING if target is Room.RESTARTING else State.EXITED
        return replace(
            self.known, state=state, exit_code=self._code, error=None, oom_killed=False, stopped_by_user=None,
            finished_at=None,
        )  # fmt: skip

    def _restart(self) -> None:
        """`restart` comes after its own `start`, and with Podman before it: that arrow gets its right name."""
        if self.known.podman:
            self._by_restart = True
        else:
            self._rename_last_start()

    def _rename_last_start(self) -> None:
        for index in range(len(self.moves) - 1, -1, -1):
            move = self.moves[index]
            if move.target is Room.RUNNING and move.edge == "start":
                self.moves[index] = restarted(move)
                return
        self.was_restarted = not self._was_left()

    def _in_place(self, edge: str, event: EngineEvent) -> None:
        known = self.known
        old = self._old_name(event) if edge == "rename" else None
        self.moves.append(
            Move(known.engine, known.id, known.name, edge, self.here, self.here, event.at_ns, old_name=old)
        )

    def _old_name(self, event: EngineEvent) -> str | None:
        """Podman's `rename` does not tell the old name; the board still has it."""
        told = event.attributes.get("oldName", "").lstrip("/")
        known = self.before.name if self.before is not None and self.before.name != self.known.name else ""
        return told or known or None
