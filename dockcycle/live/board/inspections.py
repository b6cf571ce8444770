"""Turns events of containers into cards: collects the events of a container, inspects it once and writes the board.

A request puts the job of a container into the queue (`inspection_job.py`). A worker inspects the container. It defers
the result while events are still to come (`deferral.py`). Otherwise it derives the card and the moves from the inspect
and its events (`inspection_result.py`) and writes them to the board.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from dockcycle.domain.lifecycle.board import Board
from dockcycle.domain.lifecycle.container import Container, Key
from dockcycle.domain.lifecycle.event import EngineEvent
from dockcycle.engine import Engine
from dockcycle.engine.errors import EngineError
from dockcycle.live.board.deferral import RESTART_WITHIN_SECONDS, may_be_a_restart, reason_to_wait
from dockcycle.live.board.hub import Hub
from dockcycle.live.board.inspection import History, Inspection
from dockcycle.live.board.inspection_job import EVENTS_AT_MOST, Job
from dockcycle.live.board.inspection_result import BoardUpdate, result_of

#: Inspects that run at the same time. The engine locks an exiting container for a while, and the others must not wait.
WORKERS = 4
#: Containers that may wait for an inspect. Beyond this, events of containers without a job are dropped.
WAITING_AT_MOST = 5000
#: Events kept in all, approximately, and for each container in any case.
EVENTS_OF_ALL, EVENTS_OF_ONE = 8192, 4

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Work:
    """What a worker takes from a job: the events to cover and the history before them."""

    id: str
    events: list[EngineEvent]
    history: History


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

    def request(self, id: str, event: EngineEvent | None = None) -> None:
        """Request an inspect of a container, because of `event` or because it differs from the engine's list.

        If too many containers wait, events of containers without a job are dropped; the next reconcile finds them.
        """
        with self._lock:
            waiting = self._ids.qsize()
            if event is not None and id not in self._jobs and waiting >= WAITING_AT_MOST:
                return
            job = self._jobs.setdefault(id, Job(id))
            if job.request(event, min(EVENTS_AT_MOST, max(EVENTS_OF_ONE, EVENTS_OF_ALL // (waiting + 1)))):
                self._ids.put(id)

    def inspect_all(self, ids: set[str], timeout: float) -> bool:
        """Inspect all `ids` and wait for it; returns whether all were written within `timeout` seconds.

        Containers with events that are not written yet are inspected as well.
        """
        with self._lock:
            ids = ids | {job.id for job in self._jobs.values() if job.events}
            self._baseline = set(ids)
            self._settled.clear()
        for id in ids:
            self.request(id)
        return not ids or (self._settled.wait(timeout) and not self._baseline)

    # --- the workers ---------------------------------------------------------------------------------------------

    def _work(self) -> None:
        while (id := self._ids.get()) is not None and not self._stopped:
            work = self._begin(id)
            try:
                outcome = self._process(work)
            except EngineError as error:
                self._end_failed(work)
                self._failed(error)
            except Exception:  # a bug concerning one container must not end the inspects of all others
                log.exception("engine %s: could not process container %s", self._engine.name, id[:12])
                self._end_written(work, work.history)
            else:
                self._end(work, outcome)

    def _begin(self, id: str) -> _Work:
        with self._lock:
            job = self._jobs.setdefault(id, Job(id))
            return _Work(id, job.begin(), job.history)

    def _process(self, work: _Work) -> BoardUpdate | float:
        """Inspect the container and write the result; returns how long to wait (seconds) if it must be deferred."""
        before = self._known(work.id)
        if may_be_a_restart(work.events, work.history.seen, before):
            left = self._time_left(work.id, "restart", RESTART_WITHIN_SECONDS)
            if left is not None:
                return left
        after = self._inspect(work.id)
        with self._lock:
            work.events.extend(self._jobs[work.id].take_late_events(after))
        inspection = Inspection(before, work.events, after, work.history)
        reason = reason_to_wait(inspection)
        left = None if reason is None else self._time_left(work.id, *reason)
        return self._write(work.id, inspection) if left is None else left

    def _time_left(self, id: str, reason: str, seconds: float) -> float | None:
        with self._lock:
            return self._jobs[id].time_left(reason, time.monotonic(), seconds)

    def _inspect(self, id: str) -> Container | None:
        try:
            found = self._engine.inspect(id)
        except EngineError as error:
            if error.code != "not_found":
                raise
            found = None
        self._hub.record_answer(self._engine.name)
        return found

    def _write(self, id: str, inspection: Inspection) -> BoardUpdate:
        if inspection.before is None and inspection.after is None:
            return BoardUpdate(None, (), (), inspection.history)
        now_ns = self._hub.clock_ns()
        result = result_of(inspection, now_ns, self._began_ns)
        self._hub.write(lambda board: _write_to(board, (self._engine.name, id), result, now_ns))
        return result

    # --- the end of an inspect -----------------------------------------------------------------------------------

    def _end(self, work: _Work, outcome: BoardUpdate | float) -> None:
        if isinstance(outcome, BoardUpdate):
            self._end_written(work, outcome.history)
            for seconds in outcome.inspect_after:
                self._request_in(work.id, seconds)
        elif not self._end_deferred(work):
            self._request_in(work.id, outcome)

    def _end_written(self, work: _Work, history: History) -> None:
        with self._lock:
            job = self._jobs[work.id]
            if job.write(history):
                self._ids.put(work.id)
            elif not job.events and self._known(work.id) is None:
                del self._jobs[work.id]
            self._settle(work.id)

    def _end_deferred(self, work: _Work) -> bool:
        """Return the events to the job; returns whether another inspect is already queued."""
        with self._lock:
            is_queued = self._jobs[work.id].defer(work.events)
            if is_queued:
                self._ids.put(work.id)
            return is_queued

    def _end_failed(self, work: _Work) -> None:
        """Return the events to the job, for the next inspect after the engine answers again."""
        with self._lock:
            job = self._jobs[work.id]
            job.deadlines.clear()
            if job.defer(work.events):
                self._ids.put(work.id)
            self._settle(work.id)

    def _settle(self, id: str) -> None:
        self._baseline.discard(id)
        if not self._baseline:
            self._settled.set()

    def _request_in(self, id: str, seconds: float) -> None:
        timer = threading.Timer(seconds, self.request, (id,))
        timer.daemon = True
        timer.start()

    def _known(self, id: str) -> Container | None:
        return self._hub.container((self._engine.name, id))


def _write_to(board: Board, key: Key, result: BoardUpdate, now_ns: int) -> bool:
    """Write a result; returns whether it changed the board."""
    corrected = [board.amend(published, move) for published, move in result.corrections]
    if result.card is None:
        return board.remove(key, result.moves, now_ns) or any(corrected)
    return board.set(result.card, result.moves) or any(corrected)
