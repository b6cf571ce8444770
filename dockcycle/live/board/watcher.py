"""Keeps one engine's part of the board up to date. Events are hints, inspect is the truth, reconcile finds the rest.

Four loops run. `follow` reads the event stream and only parses and queues, because a slow reader delays every docker
command on the host. `inspections` inspects the containers that events name. `reconcile` compares the board with `docker
ps -a` after every connect and periodically, for changes without an event (removing, dead, lost events). `check_loops`
does so every second for containers in a restart loop, because a kill between two restarts has no event either.
"""

import logging
import random
import threading
import time
from collections.abc import Callable

from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_when_event_set, wait_random_exponential
from tenacity.nap import sleep_using_event

from dockcycle.domain.lifecycle.event import EngineEvent, can_matter, concerns_images, failed_start_of
from dockcycle.domain.lifecycle.table import State
from dockcycle.engine import Engine, EngineInfo
from dockcycle.engine.errors import EngineError
from dockcycle.engine.stream_protocols import EventStream
from dockcycle.limited_log import LimitedLog
from dockcycle.live.board.hub import Hub
from dockcycle.live.board.inspections import Inspections
from dockcycle.live.board.list_differences import exits_without_cause, has_changed, starts_to_recheck
from dockcycle.live.board.restart_loops import RestartLoopCheck
from dockcycle.live.board.status_recorder import StatusRecorder
from dockcycle.live.board.stream_position import StreamPosition

RECONCILE_SECONDS = 6.0
#: Images rarely change, and changes have events. Every this many reconciles they are listed in any case.
IMAGES_EVERY = 10
#: The longest delay (seconds) between two attempts to reconnect, which never end. The delays are random, so that many
#: instances do not reconnect at the same time.
RECONNECT_SECONDS_AT_MOST = 4.0
#: Error codes of an engine that does not answer.
LOST = ("engine_unreachable", "unknown_outcome")
_SETTLE_SECONDS = 60.0

log = logging.getLogger(__name__)


class Watcher:
    """Watches one engine. `start` returns at once, whether or not the engine answers; `stop` ends all threads."""

    def __init__(self, engine: Engine, hub: Hub) -> None:
        self._engine = engine
        self._hub = hub
        self._stopped = threading.Event()
        self._wake = threading.Event()
        self._images_due = True
        self._rounds = 0
        self._info: EngineInfo | None = None
        self._stream: EventStream | None = None
        self._position = StreamPosition()
        self._status = StatusRecorder(engine.name, hub)
        self._inspections = Inspections(engine, hub, self._inspect_failed)
        self._loops = RestartLoopCheck(engine, hub, self._inspections, self._stopped)
        self._uninspected = LimitedLog(log)
        self._threads = [
            threading.Thread(target=self._for_ever, args=(step,), name=f"{step.__name__}-{engine.name}", daemon=True)
            for step in (self._follow, self._reconcile, self._check_loops)
        ]

    def start(self) -> None:
        """Start the threads."""
        self._inspections.start()
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Close the event stream, end all threads and close the connections to the engine."""
        self._stopped.set()
        self._wake.set()
        stream = self._stream
        if stream is not None:
            stream.close()
        for thread in self._threads:
            thread.join()
        self._inspections.stop()
        self._engine.close()

    def _for_ever(self, step: Callable[[], None]) -> None:
        """Call `step` repeatedly until `stop`; an unexpected exception is logged and the loop continues."""
        while not self._stopped.is_set():
            try:
                step()
            except Exception:
                log.exception("engine %s: unexpected error", self._engine.name)
                self._stopped.wait(1.0)

    def reconcile_now(self) -> None:
        """Compare the board with the engine now, because something may have happened that has no event."""
        self._wake.set()

    def check_age(self) -> None:
        """Mark a live engine as out of date if it has not answered for LIVE_SECONDS."""
        self._status.check_age()

    # --- the event stream ---------------------------------------------------------------------------------------

    def _follow(self) -> None:
        """Read one event stream to its end, for whatever reason it ends. Then `_for_ever` subscribes again."""
        stream = self._subscribed()
        if stream is None:
            return
        began = time.monotonic()
        self._wake.set()
        for event in stream:
            self._take(event)
        stream.close()
        if time.monotonic() - began < 1.0:  # the engine accepts and closes at once; avoid a busy loop
            self._stopped.wait(random.uniform(0.2, 1.0))  # noqa: S311

    def _subscribed(self) -> EventStream | None:
        retrying = Retrying(
            retry=retry_if_exception_type(EngineError),
            wait=wait_random_exponential(multiplier=0.2, max=RECONNECT_SECONDS_AT_MOST),
            stop=stop_when_event_set(self._stopped),
            sleep=sleep_using_event(self._stopped),
            before_sleep=self._subscribe_failed,
            retry_error_callback=lambda _: None,
        )
        return retrying(self._subscribe)

    def _subscribe(self) -> EventStream | None:
        if self._stopped.is_set():
            return None
        if self._info is None:
            self._info = self._engine.connect()
        self._stream = self._engine.events(self._position.since_ns(self._hub.clock_ns()))
        if self._stopped.is_set():  # stop() may have run meanwhile and closed the previous stream
            self._stream.close()
        return self._stream

    def _subscribe_failed(self, attempt: RetryCallState) -> None:
        error = attempt.outcome.exception() if attempt.outcome else None
        if isinstance(error, EngineError):
            self._failed(error)

    def _take(self, event: EngineEvent) -> None:
        """Drop repeated events and queue the others. I/O is not allowed here."""
        if not self._position.take(event):
            return
        self._status.seen()
        if (failed := failed_start_of(event)) is not None:
            self._look_at_created(failed)
        if concerns_images(event):
            self._images_due = True
            self._wake.set()
        elif not can_matter(event):
            return
        elif event.id:
            self._inspections.request(event.id, event)
        else:  # a prune names no container
            self._wake.set()

    def _look_at_created(self, id: str) -> None:
        """Request an inspect if the container is still in the state created, because its start has then failed."""
        container = self._hub.container((self._engine.name, id))
        if container is not None and container.state is State.CREATED:
            self._inspections.request(id)

    # --- the reconcile ------------------------------------------------------------------------------------------

    def _reconcile(self) -> None:
        """Wait for the next interval or a request, then compare the board with the engine."""
        live = self._status.is_live
        self._wake.wait(RECONCILE_SECONDS if live else 1.0)
        self._wake.clear()
        if self._stopped.is_set():
            return
        if self._info is None:
            self._renew()
            return
        self._rounds += 1
        self._images_due = self._images_due or self._rounds % IMAGES_EVERY == 0
        try:
            self._compare()
        except EngineError as error:
            self._failed(error)

    def _check_loops(self) -> None:
        try:
            self._loops.run()
        except EngineError:  # the reconcile writes the status of the engine
            log.debug("engine %s: could not list restarting containers", self._engine.name, exc_info=True)

    def _renew(self) -> None:
        """Close the event stream of an engine that failed and answers again, because the stream may be half-open.

        The stream stays open until then, because an engine that shuts down reports the exits of its containers after it
        has stopped answering.
        """
        stream = self._stream
        if stream is None:
            return
        try:
            self._engine.ping()
        except EngineError:
            return
        stream.close()

    def _compare(self) -> None:
        """Inspect all containers that differ from `docker ps -a`, then mark the engine as live."""
        info = self._info
        listed = {summary.id: summary for summary in self._engine.containers()}
        known = self._hub.of_engine(self._engine.name)
        differs = {id for id, summary in listed.items() if has_changed(summary, known.get(id))}
        differs |= starts_to_recheck(known) | exits_without_cause(known)
        if not self._inspections.inspect_all(differs | (known.keys() - listed.keys()), _SETTLE_SECONDS):
            return
        if self._images_due:
            self._images_due = False
            images = self._engine.images.list()
            self._hub.write(lambda board: board.set_images(self._engine.name, images))
        self._status.seen()
        self._hub.record_answer(self._engine.name)
        if info is not None and self._info is info:
            self._status.write_live(info)

    # --- failures ----------------------------------------------------------------------------------------------

    def _failed(self, error: EngineError) -> None:
        """Mark the engine as out of date, or as not connected if it never answered."""
        if self._stopped.is_set():
            return
        self._info = None
        self._status.write_failure(error)

    def _inspect_failed(self, error: EngineError) -> None:
        """Handle a failed inspect: only an engine that does not answer is lost.

        A container that cannot be inspected is tried again by the next reconcile.
        """
        if error.code in LOST:
            self._failed(error)
        else:
            self._uninspected.warning("engine %s: inspect: %s", self._engine.name, error)
