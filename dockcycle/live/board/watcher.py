"""Keeps one engine's part of the board up to date. Events are hints, inspect is the truth, reconcile finds the rest.

Three loops run. `follow` reads the event stream and only parses and queues, because a slow reader delays every docker
command on the host. `inspections` inspects the containers that events name. `reconcile` compares the board with `docker
ps -a` after every connect and periodically, for changes without an event (removing, dead, kills between restarts, lost
events).
"""

import logging
import random
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace

from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_when_event_set, wait_random_exponential
from tenacity.nap import sleep_using_event

from dockcycle.domain.lifecycle.board import EngineStatus
from dockcycle.domain.lifecycle.event import EngineEvent, can_matter, concerns_images, failed_start_of
from dockcycle.domain.lifecycle.table import State
from dockcycle.domain.timestamps import NANOSECONDS, rfc3339
from dockcycle.engine import Engine, EngineInfo
from dockcycle.engine.errors import EngineError
from dockcycle.engine.stream_protocols import EventStream
from dockcycle.limited_log import LimitedLog
from dockcycle.live.board.differences import exits_without_cause, has_changed, starts_to_recheck
from dockcycle.live.board.hub import Hub
from dockcycle.live.board.inspections import Inspections

RECONCILE_SECONDS = 6.0
#: An engine is `live` while it answered within this time (seconds). Half a second passes between two checks, so the
#: data of a `live` engine is never older than ten seconds. A reconcile must be answered within the rest of that time.
LIVE_SECONDS = 9.4
#: Images rarely change, and changes have events. Every this many reconciles they are listed in any case.
IMAGES_EVERY = 10
#: The longest delay (seconds) between two attempts to reconnect, which never end. The delays are random, so that many
#: instances do not reconnect at the same time.
RECONNECT_SECONDS_AT_MOST = 4.0
#: The time before the last event from which events are requested again after a reconnect. Publishers of the engine
#: overlap by some milliseconds, and it searches its buffer backwards.
OVERLAP_NS = 2 * NANOSECONDS
#: An event further ahead of the clock of Dockcycle than this has a wrong timestamp (for example in the wrong time
#: zone).
AHEAD_NS_AT_MOST = 24 * 3600 * NANOSECONDS
#: On the first connect all stored events (256) are requested, because they explain recent exits.
FIRST_SINCE_NS = 1
#: Events remembered to drop repeated ones: more than the 256 that an engine stores.
REMEMBERED_EVENTS = 1024
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
        self._last_ns: int | None = None
        self._seen_ns: int | None = None
        self._known: OrderedDict[tuple[object, ...], None] = OrderedDict()
        self._inspections = Inspections(engine, hub, self._inspect_failed)
        self._uninspected = LimitedLog(log)
        self._threads = [
            threading.Thread(target=self._for_ever, args=(step,), name=f"{step.__name__}-{engine.name}", daemon=True)
            for step in (self._follow, self._reconcile)
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

    def look(self) -> None:
        """Compare the board with the engine now, because something may have happened that has no event."""
        self._wake.set()

    def check_age(self) -> None:
        """Mark a live engine as out of date if it has not answered for LIVE_SECONDS.

        The next complete reconcile marks it as live again.
        """
        age = self._hub.look_age(self._engine.name)
        if age is not None and age > LIVE_SECONDS and self._status().state == "live":
            self._write_failure(EngineError("unknown_outcome", "no response in time"))

    # --- the event stream ---------------------------------------------------------------------------------------

    def _follow(self) -> None:
        """Read one event stream to its end. Afterwards `_for_ever` subscribes again, whatever the reason was."""
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
        self._stream = self._engine.events(self._since_ns())
        if self._stopped.is_set():  # stop() may have run meanwhile and closed the previous stream
            self._stream.close()
        return self._stream

    def _since_ns(self) -> int:
        """Return the time, by the engine's clock, from which events are requested: slightly before the last event.

        If the last event has no plausible timestamp, or there is none, all stored events are requested. Repeated events
        are dropped.
        """
        if self._last_ns is None or self._last_ns > self._hub.clock_ns() + AHEAD_NS_AT_MOST:
            return FIRST_SINCE_NS
        return self._last_ns - OVERLAP_NS

    def _subscribe_failed(self, attempt: RetryCallState) -> None:
        error = attempt.outcome.exception() if attempt.outcome else None
        if isinstance(error, EngineError):
            self._failed(error)

    def _take(self, event: EngineEvent) -> None:
        """Drop repeated events and queue the others. I/O is not allowed here."""
        if event.key in self._known:
            return
        self._known[event.key] = None
        if len(self._known) > REMEMBERED_EVENTS:
            self._known.popitem(last=False)
        self._last_ns = event.at_ns  # not the maximum: the engine's clock may have been set back
        self._seen_ns = self._hub.clock_ns()
        if (failed := failed_start_of(event)) is not None:
            self._look_at_created(failed)
        if concerns_images(event):
            self._images_due = True
            self._wake.set()
        elif not can_matter(event):
            return
        elif event.id:
            self._inspections.note(event.id, event)
        else:  # a prune names no container
            self._wake.set()

    def _look_at_created(self, id: str) -> None:
        """Request an inspect if the container is still in the state created, because its start has then failed."""
        container = self._hub.container((self._engine.name, id))
        if container is not None and container.state is State.CREATED:
            self._inspections.note(id)

    # --- the reconcile ------------------------------------------------------------------------------------------

    def _reconcile(self) -> None:
        """Wait for the next interval or a request, then compare the board with the engine."""
        live = self._status().state == "live"
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
        if not self._inspections.settle(differs | (known.keys() - listed.keys()), _SETTLE_SECONDS):
            return
        if self._images_due:
            self._images_due = False
            images = self._engine.images()
            self._hub.write(lambda board: board.set_images(self._engine.name, images))
        self._seen_ns = self._hub.clock_ns()
        self._hub.looked(self._engine.name)
        if info is not None and self._info is info:
            self._write_status(_live(self._status(), info))

    # --- the engine's status ------------------------------------------------------------------------------------

    def _status(self) -> EngineStatus:
        return self._hub.engine(self._engine.name)

    def _failed(self, error: EngineError) -> None:
        """Mark the engine as out of date, or as not connected if it never answered."""
        if self._stopped.is_set():
            return
        self._info = None
        self._write_failure(error)

    def _write_failure(self, error: EngineError) -> None:
        old = self._status()
        state = "unreachable" if old.state == "unreachable" else "stale"
        if (old.state, old.code, old.error) == (state, error.code, error.message):
            return
        log.warning("engine %s: %s", self._engine.name, error)
        seen_at = rfc3339(self._seen_ns) if self._seen_ns else None
        self._write_status(replace(old, state=state, code=error.code, error=error.message, seen_at=seen_at))

    def _inspect_failed(self, error: EngineError) -> None:
        """Handle a failed inspect: only an engine that does not answer is lost.

        A container that cannot be inspected is tried again by the next reconcile.
        """
        if error.code in LOST:
            self._failed(error)
        else:
            self._uninspected.warning("engine %s: inspect: %s", self._engine.name, error)

    def _write_status(self, status: EngineStatus) -> None:
        old = self._status()
        if status.state != old.state:
            status = replace(status, since=rfc3339(self._hub.clock_ns()))
        self._hub.write(lambda board: board.set_engine(status))


def _live(status: EngineStatus, info: EngineInfo) -> EngineStatus:
    """Return the status of an engine that was just compared with the board."""
    return replace(
        status, state="live", version=info.version, practice=info.practice, product=info.product, api=info.api,
        code=None, error=None,
    )  # fmt: skip
