"""The only owner of the board: locks it for writes, collects changes into frames and publishes them in order."""

import secrets
import threading
import time
from collections.abc import Callable, Iterable, Mapping

from dockcycle.domain.lifecycle.board import Board
from dockcycle.domain.lifecycle.container import Container, Key
from dockcycle.domain.lifecycle.snapshot import EngineStatus, Snapshot
from dockcycle.live.board.change_feed import WAITING_AT_MOST, ChangeFeed

#: The least time (seconds) between two frames. The first change of a burst is published at once (contract).
FRAME_SECONDS = 0.03


class Hub:
    """Board, lock and frame timer. Every subscriber reads the changes from a queue of its own."""

    def __init__(self, engines: Iterable[EngineStatus], clock_ns: Callable[[], int] = time.time_ns) -> None:
        self.clock_ns = clock_ns
        self._board = Board(engines, epoch=secrets.token_hex(8))
        self._lock = threading.RLock()
        self._dirty = threading.Event()
        self._stopped = threading.Event()
        self._answered: dict[str, float] = {}
        self._feeds: list[ChangeFeed] = []
        self._thread = threading.Thread(target=self._run, name="hub", daemon=True)

    def start(self) -> None:
        """Start to publish changes."""
        self._thread.start()

    def stop(self) -> None:
        """Stop the frame timer; pending changes are not published."""
        self._stopped.set()
        self._dirty.set()
        if self._thread.is_alive():
            self._thread.join()

    def subscribe(self, at_most: int = WAITING_AT_MOST) -> tuple[Snapshot, ChangeFeed]:
        """Return the board as last published, and a feed with every change after it.

        At most `at_most` changes wait in the feed. After more, it fails with ChangesLostError.
        """
        feed = ChangeFeed(at_most)
        with self._lock:
            self._feeds.append(feed)
            return self._board.snapshot(self.clock_ns()), feed

    def write(self, act: Callable[[Board], bool]) -> bool:
        """Let `act` write the board; returns what `act` returns: whether it changed anything."""
        with self._lock:
            changed = act(self._board)
        if changed:
            self._dirty.set()
        return changed

    def snapshot(self) -> Snapshot:
        """Return the board as last published."""
        with self._lock:
            return self._board.snapshot(self.clock_ns())

    def engine(self, name: str) -> EngineStatus:
        """Return the status of an engine; raises KeyError."""
        with self._lock:
            return self._board.engine(name)

    def add_engine(self, status: EngineStatus) -> bool:
        """Add an engine to the board; returns False if an engine with that name exists."""
        return self.write(lambda board: board.add_engine(status))

    def remove_engine(self, name: str) -> bool:
        """Remove an engine and all its data from the board; returns False if it does not exist.

        Stop its watcher first: the watcher reads the status of its engine, which raises KeyError afterwards.
        """
        self._answered.pop(name, None)
        return self.write(lambda board: board.remove_engine(name))

    def record_answer(self, engine: str) -> None:
        """Record that an engine has just answered an inspect or a reconcile."""
        self._answered[engine] = time.monotonic()

    def answer_age(self, engine: str) -> float | None:
        """Return the time (seconds) since an engine last answered an inspect or a reconcile, None if never."""
        answered = self._answered.get(engine)
        return None if answered is None else time.monotonic() - answered

    def container(self, key: Key) -> Container | None:
        """Return a container as last written, None if it is not on the board."""
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
            if change is not None:  # under the lock, so that each subscriber gets the change or a later snapshot
                self._feeds = [feed for feed in self._feeds if feed.put(change)]
