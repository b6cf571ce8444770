"""The subscriptions of viewers to logs and stats. A stream to the engine exists only while it has a viewer."""

import threading

from dockcycle.domain.access import Caller
from dockcycle.domain.i18n import N_
from dockcycle.domain.lifecycle.container import Key
from dockcycle.domain.lifecycle.snapshot import Change, Snapshot
from dockcycle.live.board.hub import Hub
from dockcycle.live.engines import EngineRegistry
from dockcycle.live.failure import Failure
from dockcycle.live.gate import Gate
from dockcycle.live.streams.following import LogOutlet, LogSubscription, StatsOutlet, StatsSubscription
from dockcycle.live.streams.log_position import LogPosition

LOGS_OF_ONE_AT_MOST, LOGS_AT_MOST = 8, 200
STATS_OF_ONE_AT_MOST, STATS_AT_MOST = 24, 60


class Subscriptions:
    """All subscriptions. The outlets send what they yield to the viewers."""

    def __init__(
        self, gate: Gate, engines: EngineRegistry, hub: Hub, *, log_outlet: LogOutlet, stats_outlet: StatsOutlet
    ) -> None:
        self._log_outlet = log_outlet
        self._stats_outlet = stats_outlet
        self._gate = gate
        self._engines = engines
        self._hub = hub
        self._lock = threading.Lock()
        self._viewers: set[str] = set()
        self._logs: dict[tuple[str, Key], LogSubscription] = {}
        self._stats: dict[Key, StatsSubscription] = {}

    def restart(self, _snapshot: Snapshot) -> None:
        """Let all subscriptions retry now, because the changes of their containers may be lost."""
        for followed in (*self._logs.values(), *self._stats.values()):
            followed.wake()

    def take(self, change: Change) -> None:
        """Process a change of the board. Waiting subscriptions to the containers and engines in it retry now."""
        keys = {one.key for one in change.set} | set(change.remove)
        engines = {one.name for one in change.engines or ()}
        for followed in (*self._logs.values(), *self._stats.values()):
            if followed.key in keys or followed.key[0] in engines:
                followed.wake()

    def stop(self) -> None:
        """End all subscriptions."""
        with self._lock:
            for followed in (*self._logs.values(), *self._stats.values()):
                followed.stop()
            self._logs.clear()
            self._stats.clear()

    def end_engine(self, name: str) -> None:
        """End the subscriptions to containers of an engine that is being removed, and inform the viewers of logs."""
        with self._lock:
            logs = {pair: one for pair, one in self._logs.items() if one.key[0] == name}
            stats = {key: one for key, one in self._stats.items() if key[0] == name}
            for pair in logs:
                del self._logs[pair]
            for key in stats:
                del self._stats[key]
        for one in (*logs.values(), *stats.values()):
            one.stop()
        for viewer, key in logs:
            self._log_outlet.end(viewer, key, "removed", None)

    def connect(self, caller: Caller) -> None:
        """Register a viewer. Only registered viewers can subscribe."""
        with self._lock:
            self._viewers.add(caller.viewer)

    def follow_log(
        self, caller: Caller, key: Key, tail: int, since_ns: int | None, *, position: LogPosition | None = None
    ) -> None:
        """Subscribe a viewer to a log, replacing its subscription to the same log; raises Failure.

        `tail` is the number of past lines to start with, `since_ns` the time to start from (nanoseconds since 1970). A
        `position` replaces `since_ns`: the log continues there, and lines before it are not repeated.
        """
        self._gate.authorize(caller, "logs", key[0])
        self.unfollow_log(caller, key)
        viewer = caller.viewer
        with self._lock:
            self._check_here(viewer)
            own = sum(one == viewer for one, _ in self._logs)
            if own >= LOGS_OF_ONE_AT_MOST or len(self._logs) >= LOGS_AT_MOST:
                raise Failure("too_many", N_("Too many logs are being followed. Close one and try again."))
            following = LogSubscription(
                self._engines, self._hub, key, viewer=viewer, outlet=self._log_outlet,
                tail=tail, since_ns=since_ns, position=position or LogPosition(),
            )  # fmt: skip
            self._logs[viewer, key] = following
        following.start()

    def unfollow_log(self, caller: Caller, key: Key) -> None:
        """End a viewer's subscription to a log; no effect if there is none."""
        with self._lock:
            following = self._logs.pop((caller.viewer, key), None)
        if following is not None:
            following.stop()

    def follow_stats(self, caller: Caller, key: Key) -> None:
        """Subscribe a viewer to the stats of a container; raises Failure. All viewers share one stream."""
        self._gate.authorize(caller, "stats", key[0])
        viewer = caller.viewer
        with self._lock:
            self._check_here(viewer)
            own = sum(viewer in one.viewers for one in self._stats.values())
            is_new = key not in self._stats
            if own >= STATS_OF_ONE_AT_MOST or (is_new and len(self._stats) >= STATS_AT_MOST):
                raise Failure(
                    "too_many", N_("The stats of too many containers are being followed. Close one and try again.")
                )
            if is_new:
                self._stats[key] = StatsSubscription(self._engines, self._hub, key, outlet=self._stats_outlet)
                self._stats[key].start()
            self._stats[key].viewers.add(viewer)

    def unfollow_stats(self, caller: Caller, key: Key) -> None:
        """End a viewer's subscription to stats; the stream ends with its last viewer."""
        with self._lock:
            following = self._stats.get(key)
            if following is None:
                return
            following.viewers.discard(caller.viewer)
            if not following.viewers:
                del self._stats[key]
                following.stop()

    def disconnect(self, caller: Caller) -> None:
        """Remove a viewer and its subscriptions."""
        with self._lock:
            self._viewers.discard(caller.viewer)
        for one, key in list(self._logs):
            if one == caller.viewer:
                self.unfollow_log(caller, key)
        for key in list(self._stats):
            self.unfollow_stats(caller, key)

    def _check_here(self, viewer: str) -> None:
        """Raise Failure if the viewer has disconnected meanwhile, because nothing would end its subscription."""
        if viewer not in self._viewers:
            raise Failure("conflict", N_("The page that sent this request is closed."))
