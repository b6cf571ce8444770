"""Keeps one engine's part of the board true: events are hints, inspect is the truth, a slow reconcile finds the rest.

Three loops: `follow` reads the event stream and only parses and queues (a slow reader slows every docker command on
the host); `inspections` look at what the events named; `reconcile` compares with `docker ps -a` after every
(re)connect and from time to time, for all that has no event (removing, dead, kills between restarts, lost events).
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

from dockcycle.domain.board import EngineStatus
from dockcycle.domain.event import EngineEvent, can_matter, concerns_images, failed_start_of
from dockcycle.domain.instant import NANOSECONDS, rfc3339
from dockcycle.domain.lifecycle import State
from dockcycle.engine import Engine, EngineInfo, EventStream
from dockcycle.engine.errors import EngineError
from dockcycle.limited_log import LimitedLog
from dockcycle.live.differences import has_changed, perhaps_failed, unexplained
from dockcycle.live.hub import Hub
from dockcycle.live.inspections import Inspections

RECONCILE_SECONDS = 6.0
#: An engine is `live` while a look at it ended so lately (seconds); with the half second between two checks that is
#: never more than ten. A reconcile has the rest of it to be answered.
LIVE_SECONDS = 9.4
#: Images change seldom and announce it; every so many reconciles they are read anyway.
IMAGES_EVERY = 10
#: Reconnecting never gives up; it waits at most so long, with jitter, so that a hundred pages do not come at once.
RECONNECT_SECONDS_AT_MOST = 4.0
#: Asked for again at each reconnect: publishers overlap by some milliseconds, the ring is searched backwards.
OVERLAP_NS = 2 * NANOSECONDS
#: A clock that is further ahead of ours than this is no clock (an engine may be in another time zone by mistake).
AHEAD_NS_AT_MOST = 24 * 3600 * NANOSECONDS
#: The first time all that the engine remembers (256 events) is asked for: it tells why recent exits happened.
FIRST_SINCE_NS = 1
#: Events remembered to drop their doubles: more than the engine's whole ring of 256.
REMEMBERED_EVENTS = 1024
#: Codes that mean "it did not answer".
LOST = ("engine_unreachable", "unknown_outcome")
_SETTLE_SECONDS = 60.0

log = logging.getLogger(__name__)


class Watcher:
    """One engine on the board. `start` returns at once, whatever the engine does; `stop` ends all its threads."""

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
        """Begin to watch."""
        self._inspections.start()
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End the stream and all threads, and give back the engine's connections."""
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
        """Take `step` again and again until stopped; a fault of ours is logged, and does not end the watch."""
        while not self._stopped.is_set():
            try:
                step()
            except Exception:
                log.exception("engine %s: unexpected error", self._engine.name)
                self._stopped.wait(1.0)

    def look(self) -> None:
        """Compare the board with the engine now: something may have happened that has no event."""
        self._wake.set()

    def check_age(self) -> None:
        """Take an engine for old whose last look is too long ago; a look that ends makes it live again."""
        age = self._hub.look_age(self._engine.name)
        if age is not None and age > LIVE_SECONDS and self._status().state == "live":
            self._write_failure(EngineError("unknown_outcome", "no response in time"))

    # --- the event stream ---------------------------------------------------------------------------------------

    def _follow(self) -> None:
        """Follow one stream to its end; that, for whatever reason, only means to subscribe again."""
        stream = self._subscribed()
        if stream is None:
            return
        began = time.monotonic()
        self._wake.set()
        for event in stream:
            self._take(event)
        stream.close()
        if time.monotonic() - began < 1.0:  # it answers and hangs up: do not spin
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
        if self._stopped.is_set():  # stop() may have come between: it closed the stream before this one
            self._stream.close()
        return self._stream

    def _since_ns(self) -> int:
        """Return from when on events are asked for: a little before the last one, by the engine's clock.

        All of them are where that cannot be the engine's clock; those that were taken already are dropped.
        """
        if self._last_ns is None or self._last_ns > self._hub.clock_ns() + AHEAD_NS_AT_MOST:
            return FIRST_SINCE_NS
        return self._last_ns - OVERLAP_NS

    def _subscribe_failed(self, attempt: RetryCallState) -> None:
        error = attempt.outcome.exception() if attempt.outcome else None
        if isinstance(error, EngineError):
            self._failed(error)

    def _take(self, event: EngineEvent) -> None:
        """Only parse, drop doubles and queue: no I/O belongs here."""
        if event.key in self._known:
            return
        self._known[event.key] = None
        if len(self._known) > REMEMBERED_EVENTS:
            self._known.popitem(last=False)
        self._last_ns = event.at_ns  # not the latest of all: the engine's clock may have been set back
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
        else:  # a prune names nobody
            self._wake.set()

    def _look_at_created(self, id: str) -> None:
        """A container that still stands in Created when its network goes has failed to start."""
        container = self._hub.container((self._engine.name, id))
        if container is not None and container.state is State.CREATED:
            self._inspections.note(id)

    # --- the reconcile ------------------------------------------------------------------------------------------

    def _reconcile(self) -> None:
        """Wait until it is time or somebody asks for it, then compare the board with the engine."""
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
        """End the stream of an engine that failed and answers again: it may be half-open, and is subscribed anew.

        Not before: an engine that shuts down in order tells the ends of its containers after it stopped answering.
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
        """Look at every container whose row in `docker ps -a` is not what the board says; then the engine is live."""
        info = self._info
        listed = {summary.id: summary for summary in self._engine.containers()}
        known = self._hub.of_engine(self._engine.name)
        differs = {id for id, summary in listed.items() if has_changed(summary, known.get(id))}
        differs |= perhaps_failed(known) | unexplained(known)
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
        """The engine did not answer: its data is old from now on, or there never was any."""
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
        """One container that cannot be inspected is not a lost engine; the next reconcile asks again."""
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
