"""Derives the moves of a container between two inspects from its events."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.event import EngineEvent, whole_attribute
from dockcycle.domain.lifecycle.evidence import Evidence
from dockcycle.domain.lifecycle.exits import cause_of, edge_hint
from dockcycle.domain.lifecycle.forced_removal import ALIVE, is_forced_removal, was_forced
from dockcycle.domain.lifecycle.moves import ENDED, Move, corrected, name_before, restarted
from dockcycle.domain.lifecycle.runs import at_exit, ended_a_loop, is_known_start, is_next_run
from dockcycle.domain.lifecycle.table import EVENT_LEADS_TO, Room, State, edge_between, room_of


@dataclass(frozen=True, slots=True)
class Transitions:
    """What happened between two inspects: the moves, and the evidence after them.

    `last_end` is the evidence of the exit in which the container was at the first inspect, extended by the events that
    belong to it; None if it was not in an exit. `was_restarted` is true if a `restart` event shows that a start before
    these transitions belonged to a restart.
    """

    moves: list[Move]
    seen: Evidence
    last_end: Evidence | None
    was_restarted: bool = False


def transitions(
    before: Container | None, events: Sequence[EngineEvent], after: Container | None, seen: Evidence, now_ns: int
) -> Transitions:
    """Return what happened between two inspects according to `events` (oldest first).

    The last move always ends where `after` is: events order the states in between, but inspect is the truth. `before`
    is None for a new container, `after` for a removed one; `seen` is the evidence before the events.
    """
    fold = _Fold(before, after, seen, now_ns)
    for index, event in enumerate(events):
        fold.starts_later = any(later.action == "start" for later in events[index + 1 :])
        fold.take(event)
    fold.arrive()
    return Transitions(fold.moves, fold.seen, fold.last_end, fold.was_restarted)


class _Fold:
    """Converts events to moves. `here` is the room reached so far, None before `create` and after `destroy`."""

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
        """Process one event: extend the evidence, then add the moves that the event causes."""
        if event.action == "die" and self.here is Room.RESTARTING and is_next_run(self.before, self.known, self.seen):
            self._go(Room.RUNNING, event.at_ns)
            self.seen = Evidence()
        self._note(event)
        if event.action == "restart":
            self._restart()
        elif event.action == "rename":
            self._in_place("rename", event)
        elif event.action == "health_status" and event.detail in ("healthy", "unhealthy"):
            self._in_place(event.detail, event)
        elif event.action == "destroy" and self._last_move_was_forced(event):
            self._force_remove(event.at_ns)
        elif event.action in EVENT_LEADS_TO and not self._is_start_of_known_end(event):
            self._go(self._room_after(event), event.at_ns)

    def arrive(self) -> None:
        """Add the moves from the room reached so far to the room that inspect reports.

        A start or an exit that must have happened in between is added as well.
        """
        there = self.after.room if self.after else None
        if self.here is None and self.after is not None:
            self._go(Room.CREATED, self.after.created_ns)
        if there is self.here:
            self._start_failed()
            return
        if self.here is Room.RESTARTING and ended_a_loop(self.before, self.known, there):
            self.seen = self.last_end = replace(self.seen, ended_in_loop=True)
        if there is Room.REMOVING and self.after and not self._is_being_forced() and self.here in ALIVE:
            self._go(room_of(State.EXITED, self.after.exit_code), self.now_ns)
        passed_running = self.here is Room.CREATED and there in (Room.EXITED, Room.FAILED, Room.RESTARTING)
        if passed_running and self.after and self.after.started_ns:
            self._go(Room.RUNNING, self.now_ns)
        self._go(there, self.now_ns)

    def _start_failed(self) -> None:
        """Add a move `start-failed` if inspect reports a new error, because a failed start has no event.

        Source: moby `daemon/start.go`.
        """
        if self.after is None or self.here is not Room.CREATED:
            return
        cause = cause_of(self.after, self.seen)
        is_reported = self.before is not None and self.before.error == self.after.error
        if cause is None or is_reported:
            return
        move = self._move("start-failed", self.here, self.here, self.now_ns)
        self.moves.append(replace(move, exit_code=self.after.exit_code, cause=cause))

    def _note(self, event: EngineEvent) -> None:
        """Add the event to the evidence, and to the evidence of the previous exit while nothing has moved since."""
        self.seen = self.seen.with_event(event, self.known)
        if event.action == "start":
            return
        if self.last_end is not None and not self._was_left():
            self.last_end = self.seen
        self._correct_last_end()

    def _correct_last_end(self) -> None:
        """Correct the move of the last exit: events before the next start add evidence of that exit."""
        if self.here not in ENDED:
            return
        for index in range(len(self.moves) - 1, -1, -1):
            move = self.moves[index]
            if move.target is self.here and move.source is not move.target:
                self.moves[index] = corrected(move, at_exit(self.known, self.here, self._code), self.seen)
                return

    def _was_left(self) -> bool:
        return any(move.source is not move.target for move in self.moves)

    def _is_start_of_known_end(self, event: EngineEvent) -> bool:
        if event.action != "start" or self.here not in ENDED or self._was_left():
            return False
        return is_known_start(self.before, self.after, event)

    def _last_move_was_forced(self, event: EngineEvent) -> bool:
        last = self.moves[-1] if self.moves else None
        return last is not None and last.target is self.here and was_forced(last, self.known, self.seen, event.at_ns)

    def _is_being_forced(self) -> bool:
        """Return whether a removal in progress is `rm -f`; removes its `kill` from the moves."""
        if not is_forced_removal(self.known, self.seen):
            return False
        last = self.moves[-1] if self.moves else None
        if last is not None and last.edge == "kill" and last.source in ALIVE and last.target is self.here:
            self.moves.pop()
            self.here = last.source
        return self.here in ALIVE

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
        """Return the room after a `die`: the room of the exit or, if the restart policy applies, `restarting`.

        The policy does not apply to an exit that somebody requested.
        """
        if self.here in ENDED and not self._was_left():
            assert self.here is not None
            return self.here  # inspect reported the exit before its `die` event
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
        if target is Room.REMOVING and self.here in ALIVE:
            return "force-remove"
        if target is Room.RUNNING and self._by_restart:
            self._by_restart = False
            return "restart"
        return None

    def _move(self, edge: str, source: Room | None, target: Room | None, at_ns: int) -> Move:
        known = self.known
        if target not in ENDED:
            return Move(known.engine, known.id, known.name, edge, source, target, at_ns)
        ended = at_exit(known, target, self._code)
        cause = cause_of(ended, self.seen)
        return Move(
            known.engine, known.id, known.name, edge, source, target, at_ns,
            exit_code=None if target is Room.RESTARTING else ended.exit_code,
            cause=None if cause is None or cause.code == "unobserved" else cause,
            ran_seconds=self.seen.ran_seconds,
        )  # fmt: skip

    def _restart(self) -> None:
        """Give the move of the start the edge `restart`; Docker sends `restart` after its `start`, Podman before it."""
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
        old = name_before(event, self.before, known) if edge == "rename" else None
        self.moves.append(
            Move(known.engine, known.id, known.name, edge, self.here, self.here, event.at_ns, old_name=old)
        )
