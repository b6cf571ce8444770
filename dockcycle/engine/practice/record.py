"""What the practice engine keeps of one container: the truth inspect tells, and what drives it."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from dockcycle.domain.container import Container, Port
from dockcycle.domain.inside import LogLine
from dockcycle.domain.lifecycle import State
from dockcycle.engine import CreateSpec
from dockcycle.engine.practice.clock import Timer
from dockcycle.engine.practice.images import PracticeImage
from dockcycle.engine.practice.programs import Program

if TYPE_CHECKING:
    from dockcycle.engine.practice.terminal import Terminal

#: Kept of a log.
LOG_LINES = 2000


@dataclass(slots=True, eq=False)
class Record:
    """One container. `told` is what inspect answers: a frozen value, replaced as a whole at each change.

    `argv` is entrypoint and command together, `ports` what it has open since its last start. `asked` remembers that a
    person ended it (no restart policy then), `then` what is to be done when it has stopped. `overdue` is the exit
    code of a process whose time came while it was paused. Times in seconds.
    """

    told: Container
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
        return self.told.state

    @property
    def is_up(self) -> bool:
        return self.told.state in (State.RUNNING, State.PAUSED)

    def tell(self, **changes: Any) -> None:
        """Change what inspect tells."""
        self.told = replace(self.told, **changes)

    def write(self, line: LogLine) -> None:
        """Add a line to its log; `logged` counts all there ever were."""
        self.log.append(line)
        self.logged += 1

    def arm(self, name: str, timer: Timer) -> None:
        """Keep a timer under a name; the one of that name before is cancelled."""
        self.disarm(name)
        self.timers[name] = timer

    def disarm(self, *names: str) -> None:
        """Cancel the timers of these names, all without a name."""
        for name in names or tuple(self.timers):
            timer = self.timers.pop(name, None)
            if timer is not None:
                timer.cancel()
