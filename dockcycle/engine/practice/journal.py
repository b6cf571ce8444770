"""The practice engine's event stream: a ring of the last 256 events, and subscribers with bounded queues."""

import hashlib
import threading
from collections import deque
from collections.abc import Callable, Iterator

from dockcycle.domain.event import EngineEvent
from dockcycle.engine import STREAM_SILENCE_SECONDS
from dockcycle.engine.practice.clock import Clock
from dockcycle.engine.practice.record import Record

#: What the engine remembers for those who come back (moby `daemon/events/events.go`, eventsLimit).
REMEMBERED = 256
#: What a subscriber may be behind; the next event is lost for it, without a mark (moby, the channel's buffer).
BEHIND_AT_MOST = 1024


class Stream:
    """One subscription. Iterating ends after `close()`, or when nothing came for `silence_seconds`."""

    def __init__(
        self,
        told_again: list[EngineEvent],
        leave: Callable[["Stream"], None],
        silence_seconds: float = STREAM_SILENCE_SECONDS,
    ) -> None:
        self._queue = deque(told_again)
        self._leave = leave
        self._silence_seconds = silence_seconds
        self._closed = False
        self._ready = threading.Condition()

    def __iter__(self) -> Iterator[EngineEvent]:
        while (event := self._next()) is not None:
            yield event
        self.close()

    def offer(self, event: EngineEvent) -> None:
        """Queue one event; a full queue loses it."""
        with self._ready:
            if len(self._queue) < BEHIND_AT_MOST:
                self._queue.append(event)
                self._ready.notify()

    def close(self) -> None:
        """End the stream; whoever reads it comes back at once."""
        self._leave(self)
        with self._ready:
            self._closed = True
            self._ready.notify_all()

    def _next(self) -> EngineEvent | None:
        with self._ready:
            self._ready.wait_for(lambda: self._queue or self._closed, self._silence_seconds)
            return self._queue.popleft() if self._queue and not self._closed else None


class Journal:
    """Remembers and hands out events, under the lock of the clock: a subscriber misses and doubles nothing.

    `told` counts all events ever told.
    """

    def __init__(self, engine: str, clock: Clock) -> None:
        self.told = 0
        self._engine = engine
        self._network_id = hashlib.sha256(b"bridge").hexdigest()
        self._clock = clock
        self._last_ns = 0
        self._ring: deque[EngineEvent] = deque(maxlen=REMEMBERED)
        self._streams: list[Stream] = []

    def tell(self, record: Record, action: str, detail: str = "", **attributes: str) -> None:
        """Hand an event of one container to everybody; to be called under the lock.

        Labels are copied over the event's own attributes, only image and name are safe (moby `daemon/events.go`).
        """
        told = record.told
        everything = {**attributes, **record.spec.labels, "image": told.image, "name": told.name}
        at_ns = self._instant_ns()
        self._hand_out(EngineEvent(self._engine, "container", action, told.id, at_ns, told.name, detail, everything))

    def tell_network(self, record: Record, action: str) -> None:
        """Hand on that a container was put to the network (`connect`) or taken off (`disconnect`)."""
        about = {"container": record.told.id, "name": "bridge", "type": "bridge"}
        at_ns = self._instant_ns()
        self._hand_out(EngineEvent(self._engine, "network", action, self._network_id, at_ns, "bridge", "", about))

    def tell_image(self, action: str, id: str, name: str) -> None:
        """Hand on what became of an image. `id` is its id, for `pull` what was pulled (moby `daemon/events.go`)."""
        self._hand_out(EngineEvent(self._engine, "image", action, id, self._instant_ns(), name, "", {"name": name}))

    def _instant_ns(self) -> int:
        """Return now, but never the same instant twice."""
        self._last_ns = max(self._clock.now_ns(), self._last_ns + 1)
        return self._last_ns

    def _hand_out(self, event: EngineEvent) -> None:
        self.told += 1
        self._ring.append(event)
        for stream in self._streams:
            stream.offer(event)

    def subscribe(self, since_ns: int | None) -> Stream:
        """Return a stream of what comes; with `since_ns`, of what is remembered from then on (inclusive) first."""
        with self._clock.lock:
            again = [] if since_ns is None else [event for event in self._ring if event.at_ns >= since_ns]
            stream = Stream(again, self._forget)
            self._streams.append(stream)
            return stream

    def close(self) -> None:
        """End all streams."""
        with self._clock.lock:
            streams = list(self._streams)
        for stream in streams:
            stream.close()

    def _forget(self, stream: Stream) -> None:
        with self._clock.lock:
            if stream in self._streams:
                self._streams.remove(stream)
