"""A thread that passes the changes of the hub to a listener."""

import logging
import threading
from typing import Protocol

from dockcycle.domain.lifecycle.snapshot import Change, Snapshot
from dockcycle.live.board.change_feed import WAITING_AT_MOST, ChangesLostError
from dockcycle.live.board.hub import Hub

log = logging.getLogger(__name__)


class ChangeListener(Protocol):
    """Receives a snapshot and every change after it, on one thread."""

    def restart(self, snapshot: Snapshot) -> None:
        """Continue with `snapshot`; changes since the last one may be lost."""

    def take(self, change: Change) -> None:
        """Process the next change."""


class ChangeConsumer:
    """Subscribes a listener to the hub. After an overflow or an exception the listener gets a new snapshot.

    The constructor calls `restart` of the listener, and `start` begins to pass changes. At most `at_most` changes wait.
    """

    def __init__(self, hub: Hub, listener: ChangeListener, at_most: int = WAITING_AT_MOST) -> None:
        self._hub = hub
        self._listener = listener
        self._at_most = at_most
        self._stopped = threading.Event()
        name = type(listener).__name__
        self._thread = threading.Thread(target=self._run, name=f"changes-{name}", daemon=True)
        snapshot, self._feed = hub.subscribe(at_most)
        listener.restart(snapshot)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Stop the thread after the change that it processes."""
        self._stopped.set()
        self._feed.close()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._take_next()
            except ChangesLostError:
                log.warning("%s: too many changes of the board are waiting; starting again", self._thread.name)
                self._restart()
            except Exception:
                log.exception("%s: unexpected error", self._thread.name)
                self._restart()

    def _take_next(self) -> None:
        change = self._feed.get()
        if change is not None:
            self._listener.take(change)

    def _restart(self) -> None:
        self._feed.close()
        snapshot, self._feed = self._hub.subscribe(self._at_most)
        if self._stopped.is_set():  # stop() may have closed the previous feed
            self._feed.close()
        self._listener.restart(snapshot)
