"""The values of one inspect: what was known before it, and what it found."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.crash_loop import CrashLoop
from dockcycle.domain.lifecycle.event import EngineEvent
from dockcycle.domain.lifecycle.evidence import Evidence
from dockcycle.domain.lifecycle.moves import Move


@dataclass(frozen=True, slots=True)
class History:
    """What earlier inspects and events of a container showed.

    `seen` is the evidence since the last start, `loop` the latest exits. `begin` and `end` are the latest published
    moves that started and ended the container.
    """

    seen: Evidence = field(default_factory=Evidence)
    loop: CrashLoop = field(default_factory=CrashLoop)
    begin: Move | None = None
    end: Move | None = None


@dataclass(frozen=True, slots=True)
class Inspection:
    """One inspect of a container: its card before, the events since then, the result, and the history before it.

    `before` is None for a container that is not on the board, `after` for one that does not exist.
    """

    before: Container | None
    events: Sequence[EngineEvent]
    after: Container | None
    history: History = field(default_factory=History)
