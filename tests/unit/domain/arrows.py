"""The moves between two inspects as text."""

from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.event import EngineEvent
from dockcycle.domain.lifecycle.evidence import Evidence
from dockcycle.domain.lifecycle.transitions import transitions
from tests.unit.domain.builders import at


def arrows(before: Container | None, events: list[EngineEvent], after: Container | None) -> list[str]:
    taken = transitions(before, events, after, Evidence(), at(20)).moves
    return [f"{move.source} -{move.edge}-> {move.target}" for move in taken]
