"""Carries out the effects of a command on the clock."""

from collections.abc import Iterator
from typing import Protocol

from dockcycle.engine.practice.daemon.clock import Clock, Timer
from dockcycle.engine.practice.programs.effects import Effect, Output, Sleep, UseAllMemory

#: How long a process takes to reach its memory limit (seconds).
MEMORY_SECONDS = 0.05


class ExecutionOwner(Protocol):
    """The process that an execution belongs to."""

    has_memory_limit: bool

    def is_frozen(self) -> bool:
        """Return whether the container is paused."""

    def write(self, output: Output) -> None:
        """Show the output of a command."""

    def wait(self) -> None:
        """The execution has begun to wait."""

    def use_all_memory(self) -> None:
        """The memory limit is reached."""

    def finished(self, execution: "Execution") -> None:
        """The last effect is done."""


class Execution:
    """Carries out effects in their order, as far as possible at once, and then when their time has come.

    Callers must hold the lock of the clock. `waiting_for` is the current effect that takes time, None if there is none.
    """

    def __init__(self, clock: Clock, effects: Iterator[Effect], owner: ExecutionOwner) -> None:
        self.waiting_for: Effect | None = None
        self._clock = clock
        self._effects = effects
        self._owner = owner
        self._timer: Timer | None = None
        self._is_due = False

    def proceed(self) -> None:
        """End the current effect and carry out the next ones, up to one that takes time."""
        self.waiting_for = None
        for effect in self._effects:
            if isinstance(effect, Output):
                self._owner.write(effect)
                continue
            self.waiting_for = effect
            self._schedule(effect)
            self._owner.wait()
            return
        self._owner.finished(self)

    def thaw(self) -> None:
        """Continue after a pause of the container, if the current effect has meanwhile ended."""
        if self._is_due:
            self._is_due = False
            self.proceed()

    def cancel(self) -> None:
        """Drop the current effect and all that follow."""
        if self._timer is not None:
            self._timer.cancel()
        self.waiting_for = None
        self._effects = iter(())

    def _schedule(self, effect: Effect) -> None:
        match effect:
            case Sleep(float() | int() as seconds):
                self._timer = self._clock.later(seconds, self._end_sleep)
            case UseAllMemory() if self._owner.has_memory_limit:
                self._timer = self._clock.later(MEMORY_SECONDS, self._owner.use_all_memory)

    def _end_sleep(self) -> None:
        if self._owner.is_frozen():
            self._is_due = True
        else:
            self.proceed()
