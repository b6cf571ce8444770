"""The registry of engines: for each name the engine, its watcher, its slots for requests and its status.

Engines can be added and removed while requests run.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from dockcycle.domain.i18n import N_
from dockcycle.domain.lifecycle.snapshot import EngineStatus
from dockcycle.engine import Engine
from dockcycle.live.board.hub import Hub
from dockcycle.live.board.watcher import Watcher
from dockcycle.live.failure import Failure

#: Requests that run at the same time on one engine. Further ones are refused, not queued, because the state may have
#: changed by the time they would run.
REQUESTS_AT_MOST = 64

log = logging.getLogger(__name__)


class EngineWatcher(Protocol):
    """Keeps one engine's part of the board up to date. `stop` also closes the engine."""

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def reconcile_now(self) -> None: ...

    def check_age(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Entry:
    engine: Engine
    watcher: EngineWatcher
    slots: threading.BoundedSemaphore


def not_connected(engine: Engine) -> EngineStatus:
    """Return the status of an engine before its first response."""
    return EngineStatus(engine.name, "unreachable", time.time_ns(), product=engine.product)


class EngineRegistry:
    """The engines by name. The hub must already have the status of the engines that are passed here."""

    def __init__(
        self, hub: Hub, engines: Iterable[Engine] = (), watch: Callable[[Engine, Hub], EngineWatcher] = Watcher
    ) -> None:
        self._hub = hub
        self._watch = watch
        #: Held during `start`, `stop`, `add` and `remove`. A name is free again only when `remove` has returned.
        self._changing = threading.Lock()
        self._is_running = False
        self._entries = {engine.name: self._entry(engine) for engine in engines}
        self._on_remove: list[Callable[[str], object]] = []

    def start(self) -> None:
        """Start the watchers. Returns at once, whether or not the engines respond."""
        with self._changing:
            self._is_running = True
            for entry in self._entries.values():
                entry.watcher.start()

    def stop(self) -> None:
        """Stop the watchers and close the engines."""
        with self._changing:
            self._is_running = False
            for entry in self._entries.values():
                entry.watcher.stop()

    def on_remove(self, end: Callable[[str], object]) -> None:
        """Add a listener that ends the work on an engine; call this only before `start`.

        `remove` calls it with the name, after the engine is refused to new requests and before its connections close.
        """
        self._on_remove.append(end)

    def add(self, engine: Engine) -> None:
        """Add an engine to the board and start to watch it; raises Failure `conflict` if its name is in use."""
        with self._changing:
            if not self._hub.add_engine(not_connected(engine)):
                raise Failure("conflict", N_("There is already an engine %(engine)s."), {"engine": engine.name})
            entry = self._entries[engine.name] = self._entry(engine)
            if self._is_running:
                entry.watcher.start()

    def remove(self, name: str) -> None:
        """Close an engine, end all work on it and take it and its containers off the board.

        Returns when that is done. A request that is running fails when its connection closes. Raises Failure
        `not_found`.
        """
        with self._changing:
            entry = self._entries.pop(name, None)
            if entry is None:
                raise _unknown(name)
            for end in self._on_remove:
                _call(end, name)
            entry.watcher.stop()
            self._hub.remove_engine(name)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def get(self, name: str) -> Engine:
        """Return an engine; raises Failure `not_found`."""
        return self._known(name).engine

    def status(self, name: str) -> EngineStatus:
        """Return the status of an engine; raises Failure `not_found`."""
        try:
            return self._hub.engine(name)
        except KeyError:
            raise _unknown(name) from None

    def is_live(self, name: str) -> bool:
        """Return whether the engine exists and is live."""
        try:
            return self._hub.engine(name).state == "live"
        except KeyError:
            return False

    @contextmanager
    def occupied(self, name: str) -> Iterator[Engine]:
        """Yield an engine and occupy one of its slots during the block; raises Failure `not_found` or `too_many`."""
        entry = self._known(name)
        if not entry.slots.acquire(blocking=False):
            raise Failure(
                "too_many",
                N_("Too many commands are running on the engine %(engine)s. Try again later."),
                {"engine": name},
            )
        try:
            yield entry.engine
        finally:
            entry.slots.release()

    def reconcile_now(self, name: str) -> None:
        """Make the watcher compare the board with the engine now; no effect if the engine was removed."""
        entry = self._entries.get(name)
        if entry is not None:
            entry.watcher.reconcile_now()

    def check_ages(self) -> None:
        """Mark live engines as out of date that have not responded for too long."""
        for entry in list(self._entries.values()):
            entry.watcher.check_age()

    def _entry(self, engine: Engine) -> _Entry:
        return _Entry(engine, self._watch(engine, self._hub), threading.BoundedSemaphore(REQUESTS_AT_MOST))

    def _known(self, name: str) -> _Entry:
        entry = self._entries.get(name)
        if entry is None:
            raise _unknown(name)
        return entry


def _unknown(name: str) -> Failure:
    return Failure("not_found", N_("There is no engine %(engine)s."), {"engine": name})


def _call(end: Callable[[str], object], name: str) -> None:
    """Call one listener. An exception in it must not keep the engine on the board."""
    try:
        end(name)
    except Exception:
        log.exception("engine %s: could not end all work on it", name)
