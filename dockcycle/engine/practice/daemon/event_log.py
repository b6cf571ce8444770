"""Events of the practice engine: the last 256 for replay, and a bounded queue per subscriber."""

import hashlib
import threading
from collections import deque
from collections.abc import Callable, Iterator

from dockcycle.domain.lifecycle.event import EngineEvent
from dockcycle.engine.practice.daemon.clock import Clock
from dockcycle.engine.practice.daemon.practice_container import PracticeContainer
from dockcycle.engine.stream_protocols import STREAM_SILENCE_SECONDS

#: Number of events kept for replay (moby `daemon/events/events.go`, eventsLimit).
REMEMBERED = 256
#: Limit of a subscriber's queue. Further events are dropped without notice, as in moby (buffer of the channel).
BEHIND_AT_MOST = 1024


class PracticeEventStream:
    """One subscription. The iteration ends after `close()`, or after `silence_seconds` without an event."""

    def __init__(
        self,
        replayed: list[EngineEvent],
        unsubscribe: Callable[["PracticeEventStream"], None],
        silence_seconds: float = STREAM_SILENCE_SECONDS,
    ) -> None:
        self._queue = deque(replayed)
        self._unsubscribe = unsubscribe
        self._silence_seconds = silence_seconds
        self._closed = False
        self._ready = threading.Condition()

    def __iter__(self) -> Iterator[EngineEvent]:
        while (event := self._next()) is not None:
            yield event
        self.close()

    def offer(self, event: EngineEvent) -> None:
        """Queue one event; drop the event if the queue is full."""
        with self._ready:
            if len(self._queue) < BEHIND_AT_MOST:
                self._queue.append(event)
                self._ready.notify()

    def close(self) -> None:
        """End the stream; a blocked reader returns at once. May be called twice."""
        self._unsubscribe(self)
        with self._ready:
            self._closed = True
            self._ready.notify_all()

    def _next(self) -> EngineEvent | None:
        with self._ready:
            self._ready.wait_for(lambda: self._queue or self._closed, self._silence_seconds)
            return self._queue.popleft() if self._queue and not self._closed else None


class EventLog:
    """Stores and distributes events.

    It does both under the lock of the clock, so a subscriber misses no event and gets none twice. `sent` is the number
    of all events so far.
    """

    def __init__(self, engine: str, clock: Clock) -> None:
        self.sent = 0
        self._engine = engine
        self._network_id = hashlib.sha256(b"bridge").hexdigest()
        self._clock = clock
        self._last_ns = 0
        self._ring: deque[EngineEvent] = deque(maxlen=REMEMBERED)
        self._streams: list[PracticeEventStream] = []

    def send(self, container: PracticeContainer, action: str, detail: str = "", **attributes: str) -> None:
        """Send an event of one container to all subscribers. The caller must hold the lock.

        Labels overwrite attributes of the event with the same name, except image and name (moby `daemon/events.go`).
        """
        inspected = container.inspected
        everything = {**attributes, **container.spec.labels, "image": inspected.image, "name": inspected.name}
        at_ns = self._next_time_ns()
        self._distribute(
            EngineEvent(self._engine, "container", action, inspected.id, at_ns, inspected.name, detail, everything)
        )

    def send_network_event(self, container: PracticeContainer, action: str) -> None:
        """Send a network event: `action` is `connect` or `disconnect` of the container."""
        about = {"container": container.inspected.id, "name": "bridge", "type": "bridge"}
        at_ns = self._next_time_ns()
        self._distribute(EngineEvent(self._engine, "network", action, self._network_id, at_ns, "bridge", "", about))

    def send_image_event(self, action: str, id: str, name: str) -> None:
        """Send an image event. `id` is the image id, for `pull` the image name (moby `daemon/events.go`)."""
        self._distribute(EngineEvent(self._engine, "image", action, id, self._next_time_ns(), name, "", {"name": name}))

    def _next_time_ns(self) -> int:
        """Return the current time in nanoseconds, always later than the previous one."""
        self._last_ns = max(self._clock.now_ns(), self._last_ns + 1)
        return self._last_ns

    def _distribute(self, event: EngineEvent) -> None:
        self.sent += 1
        self._ring.append(event)
        for stream in self._streams:
            stream.offer(event)

    def subscribe(self, since_ns: int | None) -> PracticeEventStream:
        """Return a stream of new events; with `since_ns`, it first replays the stored events from that time on."""
        with self._clock.lock:
            again = [] if since_ns is None else [event for event in self._ring if event.at_ns >= since_ns]
            stream = PracticeEventStream(again, self._forget)
            self._streams.append(stream)
            return stream

    def close(self) -> None:
        """End all streams."""
        with self._clock.lock:
            streams = list(self._streams)
        for stream in streams:
            stream.close()

    def _forget(self, stream: PracticeEventStream) -> None:
        with self._clock.lock:
            if stream in self._streams:
                self._streams.remove(stream)
