"""The one owner of the board: writes under a lock, frames changes in time, publishes them in order."""

import threading
import time
from collections.abc import Callable, Iterable, Mapping

from dockcycle.domain.board import Board, Change, EngineStatus, Snapshot
from dockcycle.domain.container import Container, Key

#: After a frame went out the next follows not before this; the first change of a burst goes at once (contract).
FRAME_SECONDS = 0.03

Publish = Callable[[Change], None]


class Hub:
    """Board, lock and frame timer. `publish` gets every change, in order, under the lock: it must only queue."""

    def __init__(self, engines: Iterable[EngineStatus], clock_ns: Callable[[], int] = time.time_ns) -> None:
        self.clock_ns = clock_ns
        self._board = Board(engines)
        self._lock = threading.RLock()
        self._dirty = threading.Event()
        self._stopped = threading.Event()
        self._looked: dict[str, float] = {}
        self._publish: list[Publish] = []
        self._thread = threading.Thread(target=self._run, name="hub", daemon=True)

    def start(self) -> None:
        """Begin to publish."""
        self._thread.start()

    def stop(self) -> None:
        """End the frame timer; what is pending stays unpublished."""
        self._stopped.set()
        self._dirty.set()
        if self._thread.is_alive():
            self._thread.join()

    def on_change(self, publish: Publish) -> None:
        """Add a listener of changes; only before `start`."""
        self._publish.append(publish)

    def write(self, act: Callable[[Board], bool]) -> bool:
        """Let `act` write the board; it returns whether it changed anything, and so does this."""
        with self._lock:
            changed = act(self._board)
        if changed:
            self._dirty.set()
        return changed

    def read(self, then: Callable[[Snapshot], None]) -> None:
        """Call `then` with a snapshot while no change can be published: what follows continues it without a hole."""
        with self._lock:
            then(self._board.snapshot(self.clock_ns()))

    def snapshot(self) -> Snapshot:
        """Return the board as it was last published."""
        with self._lock:
            return self._board.snapshot(self.clock_ns())

    def engine(self, name: str) -> EngineStatus:
        """Return one engine's status; raises KeyError."""
        with self._lock:
            return self._board.engine(name)

    def looked(self, engine: str) -> None:
        """Note that a look at an engine has ended just now."""
        self._looked[engine] = time.monotonic()

    def look_age(self, engine: str) -> float | None:
        """Return how long ago (seconds) the last look at an engine ended, None when none has."""
        looked = self._looked.get(engine)
        return None if looked is None else time.monotonic() - looked

    def container(self, key: Key) -> Container | None:
        """Return one container as last written."""
        with self._lock:
            return self._board.get(key)

    def of_engine(self, name: str) -> Mapping[str, Container]:
        """Return all containers of one engine by id, as last written."""
        with self._lock:
            return self._board.of_engine(name)

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._dirty.wait()
            self._dirty.clear()
            self._flush()
            self._stopped.wait(FRAME_SECONDS)

    def _flush(self) -> None:
        with self._lock:
            change = self._board.flush(self.clock_ns())
            if change is not None:
                for publish in self._publish:
                    publish(change)
