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
from dockcycle.engine.practice.daemon.image_catalog import PracticeImage
from dockcycle.engine.practice.programs.container_files import ContainerFiles

if TYPE_CHECKING:
    from dockcycle.engine.practice.programs.process import Process

#: Number of log lines that are kept.
LOG_LINES = 2000


@dataclass(slots=True, eq=False)
class PracticeContainer:
    """One container. `inspected` is the result of inspect, an immutable value that is replaced at each change.

    - `argv`: entrypoint and command together.
    - `process`: the main process, running or ended. None before the first start, and for an initial container until it
      is needed.
    - `execs`: the running processes of exec.
    - `ports`: the ports since the last start.
    - `was_signalled`: a user's command sent a signal, so the restart policy does not apply.
    - `is_stopping`: a stop has begun and has not finished.
    - `is_removed`: a remove has begun.
    - `after_stop`: what to do after the stop that is in progress.
    - `failed_checks`: consecutive failures of the health check.
    - `back_off_seconds`: the delay before the next automatic restart.
    - `lines_written`: the number of all lines ever written to the log.
    """

    inspected: Container
    spec: CreateSpec
    image: PracticeImage
    argv: tuple[str, ...]
    ports: tuple[Port, ...] = ()
    process: "Process | None" = None
    execs: "list[Process]" = field(default_factory=list)
    files: ContainerFiles = field(default_factory=ContainerFiles)
    timers: dict[str, Timer] = field(default_factory=dict)
    back_off_seconds: float = 0.0
    started_ns: int = 0
    was_signalled: bool = False
    is_stopping: bool = False
    is_removed: bool = False
    after_stop: Callable[[], None] | None = None
    failed_checks: int = 0
    log: deque[LogLine] = field(default_factory=lambda: deque(maxlen=LOG_LINES))
    lines_written: int = 0

    @property
    def state(self) -> State:
        return self.inspected.state

    @property
    def hostname(self) -> str:
        return self.inspected.id[:12]

    @property
    def is_up(self) -> bool:
        return self.inspected.state in (State.RUNNING, State.PAUSED)

    @property
    def processes(self) -> "list[Process]":
        """The main process, if it was created, and those of exec."""
        return [*((self.process,) if self.process is not None else ()), *self.execs]

    def update(self, **changes: Any) -> None:
        """Replace fields of `inspected`."""
        self.inspected = replace(self.inspected, **changes)

    def write(self, line: LogLine) -> None:
        """Append a line to the log, drop the oldest beyond `LOG_LINES`, and count the line in `logged`."""
        self.log.append(line)
        self.lines_written += 1

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
