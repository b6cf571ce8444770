"""The streams of one container: its log for one viewer, its stats for all viewers."""

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from dockcycle.domain.container_details import LogLine
from dockcycle.domain.lifecycle.container import Key
from dockcycle.domain.lifecycle.table import State
from dockcycle.domain.stats import Sample, sample
from dockcycle.engine.errors import EngineError
from dockcycle.engine.stream_protocols import LogStream, StatsStream
from dockcycle.live.board.hub import Hub
from dockcycle.live.engines import EngineRegistry
from dockcycle.live.streams.log_position import LogPosition

LINES_A_FRAME, CHARACTERS_A_FRAME = 500, 256 * 1024
FRAME_SECONDS = 0.05
#: A page that does not confirm lines for this time (seconds) is considered closed.
ANSWER_SECONDS = 60
AGAIN_SECONDS = 2.0
#: How long (seconds) until a refused request is repeated, unless the board has news of the container before.
REFUSED_SECONDS = 30.0
_UP = (State.RUNNING, State.PAUSED)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LogFrame:
    """Lines of a log in order; `skipped` lines were left out before them. A log continues after them at `cursor`."""

    lines: list[LogLine]
    skipped: int
    cursor: str


class LogOutlet(Protocol):
    """Sends log lines to viewers. `taken` must be called when the page has received the frame."""

    def lines(self, viewer: str, key: Key, frame: LogFrame, taken: Callable[[], None]) -> None: ...

    def end(self, viewer: str, key: Key, reason: str, why: str | None) -> None: ...


class StatsOutlet(Protocol):
    """Sends stats to viewers."""

    def sample(self, viewer: str, key: Key, value: Sample) -> None: ...


class _Subscription:
    """A thread that follows one container until `stop`.

    `wake` makes it retry at once, because the container has changed on the board.
    """

    def __init__(self, engines: EngineRegistry, hub: Hub, key: Key) -> None:
        self.key = key
        self._engine = engines.get(key[0])
        self._engines = engines
        self._hub = hub
        self._stopped = threading.Event()
        self._news = threading.Event()
        self._stream: LogStream | StatsStream | None = None
        self._thread = threading.Thread(target=self._run, name=f"follow-{key[1][:8]}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._news.set()
        if self._stream is not None:
            self._stream.close()

    def wake(self) -> None:
        self._news.set()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._news.clear()
            seconds: float | None = AGAIN_SECONDS
            try:
                self._follow()
                seconds = AGAIN_SECONDS if self._is_up() else None
            except EngineError as error:
                seconds = self._failed(error)
            except Exception:
                log.exception("following %s: unexpected error", self.key[1][:12])
            if not self._stopped.is_set():
                self._news.wait(seconds)

    def _is_up(self) -> bool:
        container = self._hub.container(self.key)
        return container is not None and container.state in _UP

    def _opened(self, stream: LogStream | StatsStream) -> None:
        self._stream = stream
        if self._stopped.is_set():  # stop() was called meanwhile
            stream.close()

    def _follow(self) -> None:
        raise NotImplementedError

    def _failed(self, error: EngineError) -> float:
        """Return how long (seconds) to wait before the next attempt."""
        log.debug("following %s: %s", self.key[1][:12], error)
        return AGAIN_SECONDS if error.code == "engine_unreachable" else REFUSED_SECONDS


class LogSubscription(_Subscription):
    """The log of one container for one viewer, one unconfirmed frame at a time.

    When the stream is opened again, for example after a restart of the container, it continues without lost or repeated
    lines. Lines that the viewer is too slow for are counted as skipped.
    """

    def __init__(
        self, engines: EngineRegistry, hub: Hub, key: Key, *, viewer: str, outlet: LogOutlet,
        tail: int, since_ns: int | None, position: LogPosition,
    ) -> None:  # fmt: skip
        super().__init__(engines, hub, key)
        self._viewer = viewer
        self._outlet = outlet
        self._tail: int | None = tail
        resumed_ns = position.since_ns()
        self._since_ns = since_ns if resumed_ns is None else resumed_ns
        self._position = position
        self._ended = ""
        self._taken = threading.Event()

    def stop(self) -> None:
        super().stop()
        self._taken.set()

    def _follow(self) -> None:
        stream = self._engine.details.logs(self.key[1], tail=self._tail, since_ns=self._since_ns, follow=True)
        self._opened(stream)
        self._position.begin()
        skipped = 0
        for batch in stream:
            for lines in _frames(batch):
                if fresh := self._position.fresh(lines):
                    self._send(LogFrame(fresh, stream.skipped - skipped, self._position.cursor()))
                    skipped = stream.skipped
            if self._stopped.wait(FRAME_SECONDS):
                break
        stream.close()
        since_ns = self._position.since_ns()
        if since_ns is not None:
            self._tail, self._since_ns = None, since_ns
        self._send_end()

    def _send(self, frame: LogFrame) -> None:
        self._taken = taken = threading.Event()
        if self._stopped.is_set():  # stop() set the previous event
            return
        self._outlet.lines(self._viewer, self.key, frame, taken.set)
        self._ended = ""
        if not taken.wait(ANSWER_SECONDS):
            self.stop()

    def _send_end(self, why: str | None = None) -> None:
        reason = "refused" if why else "ended"
        if not why and self._hub.container(self.key) is None:  # an engine that refuses has it; the board may lag behind
            reason = "removed"
        if not self._engines.is_live(self.key[0]):
            reason = "lost"
        if reason != self._ended and not self._stopped.is_set():
            self._ended = reason
            self._outlet.end(self._viewer, self.key, reason, why if reason == "refused" else None)

    def _failed(self, error: EngineError) -> float:
        self._send_end(None if error.code in ("engine_unreachable", "not_found") else error.message)
        return super()._failed(error)


def _frames(lines: list[LogLine]) -> Iterator[list[LogLine]]:
    """Yield the lines in frames of at most LINES_A_FRAME lines and about CHARACTERS_A_FRAME characters."""
    frame: list[LogLine] = []
    characters = 0
    for line in lines:
        if frame and (len(frame) >= LINES_A_FRAME or characters + len(line.text) > CHARACTERS_A_FRAME):
            yield frame
            frame, characters = [], 0
        frame.append(line)
        characters += len(line.text)
    if frame:
        yield frame


class StatsSubscription(_Subscription):
    """The stats of one container for all its viewers."""

    def __init__(self, engines: EngineRegistry, hub: Hub, key: Key, *, outlet: StatsOutlet) -> None:
        super().__init__(engines, hub, key)
        self.viewers: set[str] = set()
        self._outlet = outlet

    def _follow(self) -> None:
        if not self._is_up():
            return
        stream = self._engine.details.stats(self.key[1])
        self._opened(stream)
        before = None
        for raw in stream:
            if raw.read_at is None:  # the container exited; the engine continues with zeros
                break
            value = sample(before, raw)
            before = raw
            for viewer in list(self.viewers) if value else ():
                self._outlet.sample(viewer, self.key, value)  # type: ignore[arg-type]  # value is set
        stream.close()
