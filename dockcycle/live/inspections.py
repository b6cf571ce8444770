"""From "something happened to this container" to a written card: gathers events, inspects once, writes the board."""

import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from dockcycle.domain.board import Board
from dockcycle.domain.container import Container
from dockcycle.domain.event import EngineEvent
from dockcycle.domain.exits import Evidence, cause_of
from dockcycle.domain.instant import NANOSECONDS, rfc3339
from dockcycle.domain.lifecycle import EVENT_LEADS_TO, Room, State
from dockcycle.domain.passage import Move, moves
from dockcycle.engine import Engine
from dockcycle.engine.errors import EngineError
from dockcycle.live.hub import Hub

#: Inspects under way at once: a dying container keeps its lock for a while, the others must not wait for it.
WORKERS = 4
#: Events kept of one container while an inspect of it is under way; of more the oldest are dropped.
EVENTS_AT_MOST = 256

#: The state `removing` is shown when it lasts.
REMOVING_SHOWN_AFTER_SECONDS = 0.4
#: `restart` is told after its own `start`: one that follows a stop within the second is waited for so long.
RESTART_FOLLOWS_STOP_NS = NANOSECONDS
RESTART_TOLD_WITHIN_SECONDS = 0.25

log = logging.getLogger(__name__)


class Inspections:
    """Pending work by container id: several events of one container cost one inspect, and keep their order."""

    def __init__(self, engine: Engine, hub: Hub, failed: Callable[[EngineError], None]) -> None:
        self._engine = engine
        self._hub = hub
        self._failed = failed
        self._began_ns = hub.clock_ns()
        self._lock = threading.Lock()
        self._pending: dict[str, list[EngineEvent]] = {}
        self._queued: set[str] = set()
        self._busy: set[str] = set()
        self._held: set[str] = set()
        self._held_until: dict[str, float] = {}
        self._baseline: set[str] = set()
        self._settled = threading.Event()
        self._evidence: dict[str, Evidence] = {}
        self._ids: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=self._work, name=f"inspect-{engine.name}-{number}", daemon=True)
            for number in range(WORKERS)
        ]

    def start(self) -> None:
        """Begin to inspect."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End after the inspects under way."""
        self._settled.set()
        for _ in self._threads:
            self._ids.put(None)
        for thread in self._threads:
            thread.join()

    def note(self, id: str, event: EngineEvent | None = None) -> None:
        """Ask for a look at a container, because of `event` or because it differs from the engine's list."""
        with self._lock:
            events = self._pending.setdefault(id, [])
            if event is not None:
                events.append(event)
                del events[:-EVENTS_AT_MOST]
            self._held.discard(id)
            self._queue(id)

    def settle(self, ids: set[str], timeout: float) -> bool:
        """Ask for a look at all `ids` and wait until each was taken; returns False when the time ran out."""
        with self._lock:
            self._baseline = set(ids)
            self._settled.clear()
        for id in ids:
            self.note(id)
        return not ids or (self._settled.wait(timeout) and not self._baseline)

    def _queue(self, id: str) -> None:
        """Queue an id once; one that is being looked at is queued again when that look is done."""
        if id not in self._queued and id not in self._busy:
            self._queued.add(id)
            self._ids.put(id)

    def _work(self) -> None:
        while (id := self._ids.get()) is not None:
            with self._lock:
                self._queued.discard(id)
                self._busy.add(id)
                events = self._pending.pop(id, [])
            try:
                self._look(id, events)
            except EngineError as error:
                self._failed(error)
            except Exception:  # a fault of ours about one container must not end the looks at all others
                log.exception("engine %s: container %s could not be taken up", self._engine.name, id[:12])
            finally:
                self._done(id)

    def _done(self, id: str) -> None:
        with self._lock:
            self._busy.discard(id)
            if id in self._pending and id not in self._held:
                self._queue(id)
            self._baseline.discard(id)
            if not self._baseline:
                self._settled.set()

    def _look(self, id: str, events: list[EngineEvent]) -> None:
        seen = self._evidence.get(id, Evidence())
        if may_be_a_restart(events, seen) and self._hold(id, events, RESTART_TOLD_WITHIN_SECONDS):
            return
        after = self._inspect(id)
        with self._lock:
            events += self._latecomers(id, after)
        is_going = after is not None and after.state is State.REMOVING
        if is_going and self._hold(id, events, REMOVING_SHOWN_AFTER_SECONDS):
            return
        if runs_again(self._known(id), events, after) and self._hold(id, events, RESTART_TOLD_WITHIN_SECONDS):
            return
        self._held_until.pop(id, None)
        self._hub.write(lambda board: self._apply(board, id, events, after))

    def _latecomers(self, id: str, after: Container | None) -> list[EngineEvent]:
        """Take the events that came during the inspect and are no newer than it: they tell how it came about."""
        pending = self._pending.get(id, [])
        ended = after is not None and after.state in (State.EXITED, State.RESTARTING, State.REMOVING)
        count = 0
        for event in pending:
            if event.action in EVENT_LEADS_TO and not (ended and event.action == "die"):
                break
            count += 1
        taken = pending[:count]
        del pending[:count]
        if count and not pending:
            del self._pending[id]
        return taken

    def _hold(self, id: str, events: list[EngineEvent], seconds: float) -> bool:
        """Put off a look at a container until more is told of it, but no longer than `seconds`.

        One that is being removed is mostly gone a moment later: shown at once, every `rm -f` and `--rm` would flash
        through the room Removing instead of taking its arrow.
        """
        now = time.monotonic()
        with self._lock:
            until = self._held_until.setdefault(id, now + seconds)
            if now >= until:
                return False
            newer = self._pending.get(id, [])
            self._pending[id] = events + newer
            if newer:
                return True
            self._held.add(id)
        timer = threading.Timer(until - now, self.note, (id,))
        timer.daemon = True
        timer.start()
        return True

    def _known(self, id: str) -> Container | None:
        return self._hub.container((self._engine.name, id))

    def _inspect(self, id: str) -> Container | None:
        try:
            return self._engine.inspect(id)
        except EngineError as error:
            if error.code == "not_found":
                return None
            raise

    def _apply(self, board: Board, id: str, events: list[EngineEvent], after: Container | None) -> bool:
        """Write what a look found: the truth is `after`, the events tell the way there."""
        key = (self._engine.name, id)
        before = board.get(key)
        if before is None and after is None:
            return False
        now_ns = self._hub.clock_ns()
        seen = self._evidence.get(id, Evidence())
        taken, seen = moves(before, events, after, seen, now_ns)
        if before is None and not any(self._is_new(event) for event in events):
            taken = []  # it was there before we looked: nothing moved
        if after is None:
            self._evidence.pop(id, None)
            return board.remove(key, taken, now_ns)
        self._evidence[id] = seen
        after = _finish(before, after, seen, taken, told=bool(events))
        return board.set(after, [_with_cause(move, after) for move in taken])

    def _is_new(self, event: EngineEvent) -> bool:
        return event.action == "create" and event.at_ns >= self._began_ns


def may_be_a_restart(events: Sequence[EngineEvent], seen: Evidence) -> bool:
    """Tell whether a start that has just been told may turn out to be half of a restart."""
    if not events or events[-1].action != "start":
        return False
    for event in events[:-1]:
        seen = seen.with_event(event)
    ended_ns = seen.died_ns or 0
    return seen.stopped and events[-1].at_ns - ended_ns < RESTART_FOLLOWS_STOP_NS


def runs_again(before: Container | None, events: Sequence[EngineEvent], after: Container | None) -> bool:
    """Tell whether it was started since `events`: what is told of that start is on its way."""
    if before is None or after is None or not events or any(event.action == "start" for event in events):
        return False
    return after.state is State.RUNNING and after.started_at != before.started_at


def _finish(before: Container | None, after: Container, seen: Evidence, taken: list[Move], *, told: bool) -> Container:
    """Add what inspect does not tell: why it ended, and since when it is paused.

    `told`: events led to this look. Then an end that none of them tells of is newer than they are, and its own events
    are on their way; without events nobody watched it.
    """
    cause = cause_of(after, seen)
    if cause is not None and cause.code == "unobserved":
        known = before.cause if before and before.finished_at == after.finished_at else None
        cause = known or (None if told else cause)
    since = after.since
    if since is None and taken and taken[-1].target is after.room:
        since = rfc3339(taken[-1].at_ns)
    elif since is None and before is not None and before.state is after.state:
        since = before.since
    return replace(after, cause=cause, since=since)


def _with_cause(move: Move, after: Container) -> Move:
    """A move that ended the container tells why, as far as it is known now."""
    ended = move.target in (Room.EXITED, Room.FAILED) and after.state is State.EXITED
    return replace(move, cause=after.cause) if ended and move.target is after.room else move
