"""Turns events of containers into cards: collects the events of a container, inspects it once and writes the board."""

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import replace

from dockcycle.domain.lifecycle.board import Board
from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.crash_loop import QUIET_NS
from dockcycle.domain.lifecycle.event import EngineEvent
from dockcycle.domain.lifecycle.moves import ENDED
from dockcycle.domain.lifecycle.table import EVENT_LEADS_TO, Room, State
from dockcycle.domain.lifecycle.transitions import passage
from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.engine import Engine
from dockcycle.engine.errors import EngineError
from dockcycle.live.board.card_completion import completed, evidence_now, with_cause
from dockcycle.live.board.corrections import SETTLED_NS, amend, is_settled
from dockcycle.live.board.deferral import TOLD_WITHIN_SECONDS, Look, may_be_a_restart, reason_to_wait
from dockcycle.live.board.hub import Hub
from dockcycle.live.board.inspection_job import EVENTS_AT_MOST, Job

#: Inspects that run at the same time. The engine locks an exiting container for a while, and the others must not wait.
WORKERS = 4
#: Containers that may wait for an inspect. Beyond this, events of containers without a job are dropped.
WAITING_AT_MOST = 5000
#: Events kept in all, approximately, and for each container in any case.
EVENTS_OF_ALL, EVENTS_OF_ONE = 8192, 4

log = logging.getLogger(__name__)


class Inspections:
    """The jobs by container id. Several events of one container cost one inspect and stay in order."""

    def __init__(self, engine: Engine, hub: Hub, failed: Callable[[EngineError], None]) -> None:
        self._engine = engine
        self._hub = hub
        self._failed = failed
        self._began_ns = hub.clock_ns()
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._baseline: set[str] = set()
        self._settled = threading.Event()
        self._stopped = False
        self._ids: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=self._work, name=f"inspect-{engine.name}-{number}", daemon=True)
            for number in range(WORKERS)
        ]

    def start(self) -> None:
        """Start the worker threads."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Stop the workers after their current inspects; waiting jobs are not processed."""
        self._stopped = True
        self._settled.set()
        for _ in self._threads:
            self._ids.put(None)
        for thread in self._threads:
            thread.join()

    def note(self, id: str, event: EngineEvent | None = None) -> None:
        """Request an inspect of a container, because of `event` or because it differs from the engine's list.

        If too many containers wait, events of containers without a job are dropped; the next reconcile finds them.
        """
        with self._lock:
            waiting = self._ids.qsize()
            if event is not None and id not in self._jobs and waiting >= WAITING_AT_MOST:
                return
            job = self._jobs.setdefault(id, Job(id))
            job.note(event, min(EVENTS_AT_MOST, max(EVENTS_OF_ONE, EVENTS_OF_ALL // (waiting + 1))))
            self._queue(job)

    def settle(self, ids: set[str], timeout: float) -> bool:
        """Inspect all `ids` and wait for it; returns whether all were inspected within `timeout` seconds.

        Containers with events that are not written yet are inspected as well.
        """
        with self._lock:
            ids = ids | {job.id for job in self._jobs.values() if job.events}
            self._baseline = set(ids)
            self._settled.clear()
        for id in ids:
            self.note(id)
        return not ids or (self._settled.wait(timeout) and not self._baseline)

    def _queue(self, job: Job) -> None:
        """Queue a job, unless it is queued or being inspected; in the latter case `_done` queues it again."""
        if not job.queued and not job.busy:
            job.queued = True
            self._ids.put(job.id)

    def _work(self) -> None:
        while (id := self._ids.get()) is not None and not self._stopped:
            with self._lock:
                job = self._jobs.setdefault(id, Job(id))
                events = job.take()
            try:
                self._look(job, events)
            except EngineError as error:
                self._give_back(job, events)
                self._failed(error)
            except Exception:  # a bug concerning one container must not end the inspects of all others
                log.exception("engine %s: could not process container %s", self._engine.name, id[:12])
            finally:
                self._done(job)

    def _give_back(self, job: Job, events: list[EngineEvent]) -> None:
        """Return the events of a failed inspect to the job, for the next inspect after the engine answers again."""
        with self._lock:
            job.deadlines.clear()
            job.give_back(events)
            self._baseline.discard(job.id)

    def _done(self, job: Job) -> None:
        with self._lock:
            job.busy = False
            if job.asked:
                self._queue(job)
            if not job.waits:
                self._baseline.discard(job.id)
                if not job.queued and not self._knows(job):
                    self._jobs.pop(job.id, None)
            if not self._baseline:
                self._settled.set()

    def _knows(self, job: Job) -> bool:
        return bool(job.events) or self._known(job.id) is not None

    def _look(self, job: Job, events: list[EngineEvent]) -> None:
        before = self._known(job.id)
        if may_be_a_restart(events, job.seen, before) and self._wait(job, events, "restart", TOLD_WITHIN_SECONDS):
            return
        after = self._inspect(job.id)
        with self._lock:
            events += _latecomers(job, after)
        reason = reason_to_wait(Look(before, events, after, job.seen))
        if reason is not None and self._wait(job, events, *reason):
            return
        job.deadlines.clear()
        self._hub.write(lambda board: self._apply(board, job, events, after))

    def _wait(self, job: Job, events: list[EngineEvent], reason: str, seconds: float) -> bool:
        """Delay writing the card until more events arrive; returns False if the time for this `reason` is over.

        `seconds` is the longest delay for one reason.
        """
        with self._lock:
            left = job.may_wait(reason, time.monotonic(), seconds)
            if left is None:
                return False
            if not job.give_back(events):
                return True
        self._note_in(job.id, left)
        return True

    def _note_in(self, id: str, seconds: float) -> None:
        timer = threading.Timer(seconds, self.note, (id,))
        timer.daemon = True
        timer.start()

    def _known(self, id: str) -> Container | None:
        return self._hub.container((self._engine.name, id))

    def _inspect(self, id: str) -> Container | None:
        try:
            found = self._engine.inspect(id)
        except EngineError as error:
            if error.code != "not_found":
                raise
            found = None
        self._hub.looked(self._engine.name)
        return found

    def _apply(self, board: Board, job: Job, events: list[EngineEvent], after: Container | None) -> bool:
        """Write the result of an inspect: `after` is the true state, `events` show how the container got there."""
        key = (self._engine.name, job.id)
        before = board.get(key)
        if before is None and after is None:
            return False
        now_ns = self._hub.clock_ns()
        job.loop = job.loop.after(events)
        after = after and self._as_loop(job, after, now_ns)
        found = passage(before, events, after, job.seen, now_ns)
        taken = found.moves
        if before is None and not self._is_new(events, after):
            taken = []  # the container existed before Dockcycle started, so nothing moved
        if after is None:
            amended = amend(board, job, before, after, found=found, now_ns=now_ns)
            return board.remove(key, taken, now_ns) or amended
        job.seen = found.seen
        after = completed(before, after, evidence_now(job, after), taken, has_events=bool(events))
        amended = amend(board, job, before, after, found=found, now_ns=now_ns)
        taken = with_cause(taken, after)
        job.begin = next((move for move in reversed(taken) if move.target is Room.RUNNING), job.begin)
        job.end = next((move for move in reversed(taken) if move.target in ENDED), job.end)
        if job.end in taken and not is_settled(job.seen, now_ns):
            self._note_in(job.id, SETTLED_NS / NANOSECONDS)
        return board.set(after, taken) or amended

    def _as_loop(self, job: Job, after: Container, now_ns: int) -> Container:
        """Return `after` in the state `restarting` while a Podman container is in a restart loop.

        Podman has no such state. The job is inspected again when the loop should be over.
        """
        if not after.podman or after.restart_policy == "no" or after.stopped_by_user:
            return after
        if after.state not in (State.RUNNING, State.EXITED) or not job.loop.goes_on(now_ns):
            return after
        self._note_in(job.id, (job.loop.ends[-1] + QUIET_NS - now_ns) / NANOSECONDS + 0.05)
        return replace(after, state=State.RESTARTING, exit_code=job.loop.code)

    def _is_new(self, events: list[EngineEvent], after: Container | None) -> bool:
        """Return whether a container was created since the start. It can be in the list before its event arrives."""
        if after is not None and after.created_ns >= self._began_ns:
            return True
        return any(event.action == "create" and event.at_ns >= self._began_ns for event in events)


def _latecomers(job: Job, after: Container | None) -> list[EngineEvent]:
    """Remove and return the events that arrived during the inspect and that its result already reflects.

    They are the events before the first one that moves a card. A `die` does not count as such if the inspect reports an
        exit.
    """
    ended = after is not None and after.state in (State.EXITED, State.RESTARTING, State.REMOVING, State.DEAD)
    count = 0
    for event in job.events:
        if event.action in EVENT_LEADS_TO and not (ended and event.action == "die"):
            break
        count += 1
    taken = job.events[:count]
    del job.events[:count]
    if count and not job.events:
        job.asked = False
    return taken
