"""Pulls of the practice engine: three parallel downloads, layers extracted in their order."""

import heapq
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dockcycle.domain.pull import LayerState, PullProgress
from dockcycle.engine.errors import EngineError
from dockcycle.engine.practice.daemon.clock import Clock
from dockcycle.engine.practice.daemon.image_catalog import Blob

#: The default of dockerd's `max-concurrent-downloads`.
AT_ONCE = 3
_DOWNLOAD_BYTES_A_SECOND, _EXTRACT_BYTES_A_SECOND = 24 << 20, 96 << 20
#: Limits of the duration of one download or extraction (seconds): long enough to see, short enough to wait for.
_SECONDS_AT_LEAST, _SECONDS_AT_MOST = 0.15, 6.0
_BEAT_SECONDS = 0.15


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """A progress line that is sent `seconds` after the start of a pull. `number` orders steps of the same time."""

    seconds: float
    number: int
    line: PullProgress


def timeline(layers: Sequence[Blob], local: frozenset[str]) -> list[Step]:
    """Return the progress lines of a pull of `layers`, by time. Layers in `local` exist already and have one line."""
    schedule = _Schedule()
    for layer in layers:
        schedule.add(0.0, layer, LayerState.EXISTS if layer.id in local else LayerState.WAITING)
    for layer in layers:
        if layer.id not in local:
            schedule.load(layer)
    return sorted(schedule.steps)


class _Schedule:
    """The times at which layers are downloaded, `AT_ONCE` in parallel, and extracted one after the other."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        #: When each of the parallel downloads is free, and when the last extraction ends (seconds).
        self._free = [0.0] * AT_ONCE
        self._extracted = 0.0

    def add(self, seconds: float, layer: Blob, state: LayerState, current: int | None = None) -> None:
        total = None if current is None else layer.size
        self.steps.append(Step(seconds, len(self.steps), PullProgress(layer.id, state, current, total)))

    def load(self, layer: Blob) -> None:
        """Add the download and the extraction of a layer."""
        begin = heapq.heappop(self._free)
        end = begin + _duration(layer, _DOWNLOAD_BYTES_A_SECOND)
        heapq.heappush(self._free, end)
        self._add_progress(layer, LayerState.DOWNLOADING, begin, end)
        self.add(end, layer, LayerState.VERIFYING)
        self.add(end, layer, LayerState.DOWNLOADED)
        begin = max(end, self._extracted)
        self._extracted = begin + _duration(layer, _EXTRACT_BYTES_A_SECOND)
        self._add_progress(layer, LayerState.EXTRACTING, begin, self._extracted)
        self.add(self._extracted, layer, LayerState.COMPLETE)

    def _add_progress(self, layer: Blob, state: LayerState, begin: float, end: float) -> None:
        beats = max(1, round((end - begin) / _BEAT_SECONDS))
        for beat in range(1, beats + 1):
            self.add(begin + (end - begin) * beat / (beats + 1), layer, state, layer.size * beat // beats)


def _duration(layer: Blob, bytes_a_second: int) -> float:
    return min(max(layer.size / bytes_a_second, _SECONDS_AT_LEAST), _SECONDS_AT_MOST)


class PracticePull:
    """One pull (`stream_protocols.PullStream`): yields the lines of `steps` at their times, then the lines of `finish`.

    `finish` may raise EngineError, which the iteration then raises. `begin` and the timers run under the lock of the
    clock. The queue is bounded by the number of steps.
    """

    def __init__(self, clock: Clock, steps: Sequence[Step], finish: Callable[[], Sequence[PullProgress]]) -> None:
        self._clock = clock
        self._steps = deque(steps)
        self._finish = finish
        self._lines: deque[PullProgress] = deque()
        self._failure: EngineError | None = None
        self._over = False
        self._closed = False
        self._at_seconds = 0.0
        self._ready = threading.Condition()

    def begin(self) -> None:
        """Send the first lines and schedule the others. The caller must hold the lock of the clock."""
        self._act()

    def __iter__(self) -> Iterator[PullProgress]:
        while (line := self._next()) is not None:
            yield line
        if self._failure is not None and not self._closed:
            raise self._failure

    def close(self) -> None:
        """Cancel the pull; no layer is stored, and a blocked reader returns."""
        with self._ready:
            self._closed = True
            self._ready.notify_all()

    def _act(self) -> None:
        """Send the lines that are due, and schedule the next step or finish."""
        if self._closed:
            return
        due: list[PullProgress] = []
        while self._steps and self._steps[0].seconds <= self._at_seconds:
            due.append(self._steps.popleft().line)
        if self._steps:
            wait = self._steps[0].seconds - self._at_seconds
            self._at_seconds = self._steps[0].seconds
            self._offer(due)
            self._clock.later(wait, self._act)
        else:
            self._end(due)

    def _end(self, due: list[PullProgress]) -> None:
        try:
            due += self._finish()
        except EngineError as error:
            self._failure = error
        self._offer(due, over=True)

    def _offer(self, lines: Sequence[PullProgress], *, over: bool = False) -> None:
        with self._ready:
            self._lines.extend(lines)
            self._over = over
            self._ready.notify_all()

    def _next(self) -> PullProgress | None:
        with self._ready:
            self._ready.wait_for(lambda: self._lines or self._over or self._closed)
            return self._lines.popleft() if self._lines and not self._closed else None
