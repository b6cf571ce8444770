"""The data of one practice container: the result of inspect, and the internal state of the simulation."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from dockcycle.domain.container_details import LogLine
from dockcycle.domain.lifecycle.container import Container, Port
from dockcycle.domain.lifecycle.table import State
from dockcycle.engine import CreateSpec
from dockcycle.engine.practice.daemon.clock import Timer
from dockcycle.engine.practice.daemon.practice_images import PracticeImage
from dockcycle.engine.practice.programs.programs import Program

if TYPE_CHECKING:
    from dockcycle.engine.practice.programs.terminal import Terminal

#: Number of log lines that are kept.
LOG_LINES = 2000


@dataclass(slots=True, eq=False)
class Record:
    """One container. `inspected` is the result of inspect, an immutable value that is replaced at each change.

    - `argv`: entrypoint and command together.
    - `ports`: the ports since the last start.
    - `asked`: a user's command sent a signal, so the restart policy does not apply.
    - `stopping`: a stop has begun and has not finished.
    - `doomed`: a remove has begun.
    - `then`: what to do after the stop that is in progress.
    - `overdue`: the exit code of a process whose exit was due while it was paused.
    - `failing`: consecutive failures of the health check.
    - `back_off`: the delay before the next automatic restart, in seconds.
    - `logged`: the number of all lines ever written to the log.
    """

    inspected: Container
    spec: CreateSpec
    image: PracticeImage
    argv: tuple[str, ...]
    ports: tuple[Port, ...] = ()
    program: Program = field(default_factory=Program)
    files: set[str] = field(default_factory=set)
    timers: dict[str, Timer] = field(default_factory=dict)
    back_off: float = 0.0
    started_ns: int = 0
    asked: bool = False
    stopping: bool = False
    doomed: bool = False
    then: Callable[[], None] | None = None
    overdue: int | None = None
    failing: int = 0
    log: deque[LogLine] = field(default_factory=lambda: deque(maxlen=LOG_LINES))
    logged: int = 0
    terminals: "list[Terminal]" = field(default_factory=list)

    @property
    def state(self) -> State:
        return self.inspected.state

    @property
    def is_up(self) -> bool:
        return self.inspected.state in (State.RUNNING, State.PAUSED)

    def tell(self, **changes: Any) -> None:
        """Replace fields of `inspected`."""
        self.inspected = replace(self.inspected, **changes)

    def write(self, line: LogLine) -> None:
        """Append a line to the log, drop the oldest beyond `LOG_LINES`, and count the line in `logged`."""
        self.log.append(line)
        self.logged += 1

    def arm(self, name: str, timer: Timer) -> None:
        """Store a timer under `name` and cancel the previous timer of that name."""
        self.disarm(name)
        self.timers[name] = timer

    def disarm(self, *names: str) -> None:
        """Cancel the timers with these names, or all timers if no name is given."""
        for name in names or tuple(self.timers):
            timer = self.timers.pop(name, None)
            if timer is not None:
                timer.cancel()
