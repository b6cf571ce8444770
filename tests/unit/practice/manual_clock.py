"""A clock that a test advances, and a practice engine that uses it."""

from collections.abc import Callable, Iterable
from itertools import takewhile

from dockcycle.domain.lifecycle.event import EngineEvent
from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.engine import CreateSpec
from dockcycle.engine.practice import PracticeEngine
from dockcycle.engine.practice.daemon.clock import Clock
from tests.support.dockerd import IMAGE

BEGIN_NS = 1_790_000_000 * NANOSECONDS


class ManualClock(Clock):
    """A clock that only `advance` and `wait_for` move."""

    def __init__(self) -> None:
        self.at_ns = BEGIN_NS
        super().__init__(lambda: self.at_ns, lambda: self.at_ns)
        self._running = True

    def start(self) -> None:
        """Nothing to start: there is no thread."""

    def advance(self, seconds: float) -> None:
        """Let time pass, timer by timer."""
        with self.lock:
            self._advance_to(self.at_ns + round(seconds * NANOSECONDS))

    def _advance_to(self, target_ns: int) -> None:
        while self._running and self._timers and self._timers[0].at_ns <= target_ns:
            self.at_ns = max(self.at_ns, self._timers[0].at_ns)
            self._act(self.at_ns)
        self.at_ns = target_ns

    def wait_for(self, condition: Callable[[], bool], seconds: float | None = None) -> bool:
        """Advance until `condition` is true or nothing is left to happen."""
        end_ns = None if seconds is None else self.at_ns + round(seconds * NANOSECONDS)
        while not condition() and self._timers and (end_ns is None or self._timers[0].at_ns <= end_ns):
            self.advance((self._timers[0].at_ns - self.at_ns) / NANOSECONDS)
        return condition()


def practice(address: str = "practice://?containers=0") -> tuple[PracticeEngine, ManualClock]:
    """Return a connected practice engine and the clock that moves it."""
    clock = ManualClock()
    engine = PracticeEngine("practice", address, clock)
    engine.connect()
    return engine, clock


def spec(*command: str, image: str = IMAGE, name: str | None = None, restart: str = "no") -> CreateSpec:
    """Return what to create, in one line."""
    return CreateSpec(image, name, command=command, restart=restart)


def drained(engine: PracticeEngine, stream: Iterable[EngineEvent]) -> list[EngineEvent]:
    """Return all that was told to `stream` so far: up to an event that is made to happen now."""
    marker = engine.create(spec("true", image="alpine"))
    told = list(takewhile(lambda event: event.id != marker, stream))
    engine.remove(marker)
    return told
