"""Logs and readings for whoever looks at them, and only as long as somebody does."""

import threading

from dockcycle.domain.board import Change
from dockcycle.domain.container import Key
from dockcycle.domain.words import N_
from dockcycle.live.failure import Failure
from dockcycle.live.following import LogFollowing, LogOutlet, StatsFollowing, StatsOutlet
from dockcycle.live.gate import Gate
from dockcycle.live.hub import Hub

LOGS_OF_ONE_AT_MOST, LOGS_AT_MOST = 8, 200
STATS_OF_ONE_AT_MOST, STATS_AT_MOST = 24, 60


class Followers:
    """All that is followed. The outlets are set once, before anything is."""

    def __init__(self, gate: Gate, hub: Hub) -> None:
        self.log_outlet: LogOutlet
        self.stats_outlet: StatsOutlet
        self._gate = gate
        self._hub = hub
        self._lock = threading.Lock()
        self._viewers: set[str] = set()
        self._logs: dict[tuple[str, Key], LogFollowing] = {}
        self._stats: dict[Key, StatsFollowing] = {}

    def take(self, change: Change) -> None:
        """Hear of a change of the board: what was waiting for news of its container looks again."""
        keys = {one.key for one in change.set} | set(change.remove)
        engines = {one.name for one in change.engines or ()}
        for followed in (*self._logs.values(), *self._stats.values()):
            if followed.key in keys or followed.key[0] in engines:
                followed.wake()

    def stop(self) -> None:
        """End everything."""
        with self._lock:
            for followed in (*self._logs.values(), *self._stats.values()):
                followed.stop()
            self._logs.clear()
            self._stats.clear()

    def come(self, viewer: str) -> None:
        """A viewer is here: until it leaves, something may be followed for it."""
        with self._lock:
            self._viewers.add(viewer)

    def follow_log(self, viewer: str, key: Key, tail: int, since_ns: int | None) -> None:
        """Follow a log for a viewer, anew if it does already; raises Failure."""
        self._gate.check("logs")
        self.unfollow_log(viewer, key)
        with self._lock:
            self._check_here(viewer)
            own = sum(one == viewer for one, _ in self._logs)
            if own >= LOGS_OF_ONE_AT_MOST or len(self._logs) >= LOGS_AT_MOST:
                raise Failure("too_many", N_("Too many logs are being followed. Close one and try again."))
            following = LogFollowing(
                self._gate, self._hub, key, viewer=viewer, outlet=self.log_outlet, tail=tail, since_ns=since_ns
            )
            self._logs[viewer, key] = following
        following.start()

    def unfollow_log(self, viewer: str, key: Key) -> None:
        """Do not follow a log any more."""
        with self._lock:
            following = self._logs.pop((viewer, key), None)
        if following is not None:
            following.stop()

    def follow_stats(self, viewer: str, key: Key) -> None:
        """Follow the readings of a container for a viewer; raises Failure."""
        self._gate.check("stats")
        with self._lock:
            self._check_here(viewer)
            own = sum(viewer in one.viewers for one in self._stats.values())
            is_new = key not in self._stats
            if own >= STATS_OF_ONE_AT_MOST or (is_new and len(self._stats) >= STATS_AT_MOST):
                raise Failure(
                    "too_many", N_("The stats of too many containers are being followed. Close one and try again.")
                )
            if is_new:
                self._stats[key] = StatsFollowing(self._gate, self._hub, key, outlet=self.stats_outlet)
                self._stats[key].start()
            self._stats[key].viewers.add(viewer)

    def unfollow_stats(self, viewer: str, key: Key) -> None:
        """Do not follow the readings any more; with the last viewer they end."""
        with self._lock:
            following = self._stats.get(key)
            if following is None:
                return
            following.viewers.discard(viewer)
            if not following.viewers:
                del self._stats[key]
                following.stop()

    def leave(self, viewer: str) -> None:
        """A viewer is gone."""
        with self._lock:
            self._viewers.discard(viewer)
        for one, key in list(self._logs):
            if one == viewer:
                self.unfollow_log(viewer, key)
        for key in list(self._stats):
            self.unfollow_stats(viewer, key)

    def _check_here(self, viewer: str) -> None:
        """What is asked may take its time, and whoever asked may be gone: nothing would end it then."""
        if viewer not in self._viewers:
            raise Failure("conflict", N_("The page that sent this request is closed."))
