"""Generates events at a given rate, by changing the states of practice containers in turn."""

from dockcycle.domain.lifecycle.table import State
from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.engine.practice.daemon.clock import Timer
from dockcycle.engine.practice.daemon.daemon import PracticeDaemon
from dockcycle.engine.practice.daemon.practice_container import PracticeContainer

#: Interval between two batches of moves.
BEAT_SECONDS = 0.01
#: A container is paused and unpaused this many times, then stopped or killed once.
_PAUSES = 8


class LoadScript:
    """Starts `delay` seconds after `begin()` and causes `rate` events per second for `seconds`.

    All changes run in timers, which hold the clock's lock.
    """

    def __init__(
        self, daemon: PracticeDaemon, containers: list[PracticeContainer], rate: int, seconds: float, delay: float
    ) -> None:
        self._daemon = daemon
        self._containers = containers
        self._rate = rate
        self._seconds = seconds
        self._delay = delay
        self._timer: Timer | None = None
        self._began_ns = 0
        self._sent_before = 0
        self._visits = 0

    def begin(self) -> None:
        """Schedule the load script once; does nothing on later calls, without containers, or with the rate 0."""
        with self._daemon.clock.lock:
            if self._timer is None and self._containers and self._rate:
                self._timer = self._daemon.clock.later(self._delay, self._open)

    def stop(self) -> None:
        """Make no further moves."""
        if self._timer is not None:
            self._timer.cancel()

    def _open(self) -> None:
        self._began_ns = self._daemon.clock.now_ns()
        self._sent_before = self._daemon.event_log.sent
        self._beat()

    def _beat(self) -> None:
        """Make the moves that are due. A container that cannot move is skipped."""
        elapsed = min((self._daemon.clock.now_ns() - self._began_ns) / NANOSECONDS, self._seconds)
        due = self._sent_before + int(elapsed * self._rate)
        passed_over = 0
        while self._daemon.event_log.sent < due and passed_over < len(self._containers):
            passed_over = 0 if self._move() else passed_over + 1
        if elapsed < self._seconds:
            self._timer = self._daemon.clock.later(BEAT_SECONDS, self._beat)

    def _move(self) -> bool:
        """Make the next move of the next container; return whether it could move."""
        turn, index = divmod(self._visits, len(self._containers))
        self._visits += 1
        container = self._containers[index]
        if not self._daemon.has(container):
            return False
        match container.state:
            case State.RUNNING:
                return self._leave_running(container, turn)
            case State.PAUSED:
                return self._daemon.unpause(container)
            case State.CREATED | State.EXITED:
                return self._daemon.start(container)
        return False

    def _leave_running(self, container: PracticeContainer, turn: int) -> bool:
        if turn // 2 % (_PAUSES + 1) < _PAUSES:
            return self._daemon.pause(container)
        if turn // 2 // (_PAUSES + 1) % 2:
            return self._daemon.kill(container)
        return self._daemon.stop(container, timeout=0)
