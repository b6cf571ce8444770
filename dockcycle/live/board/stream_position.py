"""The position in the event stream of one engine: which events are new, and from when to request events again."""

from collections import OrderedDict

from dockcycle.domain.lifecycle.event import EngineEvent
from dockcycle.domain.timestamps import NANOSECONDS

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


class StreamPosition:
    """Remembers the latest events. Only the thread that reads the event stream uses it."""

    def __init__(self) -> None:
        self._last_ns: int | None = None
        self._known: OrderedDict[tuple[object, ...], None] = OrderedDict()

    def take(self, event: EngineEvent) -> bool:
        """Remember an event; returns False if it is a repeated one."""
        if event.key in self._known:
            return False
        self._known[event.key] = None
        if len(self._known) > REMEMBERED_EVENTS:
            self._known.popitem(last=False)
        self._last_ns = event.at_ns  # not the maximum: the engine's clock may have been set back
        return True

    def since_ns(self, now_ns: int) -> int:
        """Return the time, by the engine's clock, from which events are requested: slightly before the last event.

        If the last event has no plausible timestamp, or there is none, all stored events are requested. Repeated events
        are dropped.
        """
        if self._last_ns is None or self._last_ns > now_ns + AHEAD_NS_AT_MOST:
            return FIRST_SINCE_NS
        return self._last_ns - OVERLAP_NS
