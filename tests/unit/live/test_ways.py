"""How often a container took each arrow."""

from dataclasses import replace

from dockcycle.domain.lifecycle.board import Change
from dockcycle.domain.lifecycle.moves import Move
from dockcycle.domain.lifecycle.table import Room
from dockcycle.live.transition_counts import TransitionCounts
from tests.unit.domain.builders import at, container

ONE = container()
KILL = Move("local", ONE.id, "web-1", "kill", Room.RUNNING, Room.FAILED, at(0))


def steps(ways: TransitionCounts) -> list[tuple[str, int]]:
    return [(step[0], taken.count) for step, taken in ways.of(ONE.key)]


def test_each_move_counts_on_its_arrow() -> None:
    ways = TransitionCounts(at(0))
    ways.take(Change(1, at(0), moves=(KILL, KILL)))

    assert steps(ways) == [("kill", 2)]


def test_a_corrected_move_counts_on_the_arrow_it_took() -> None:
    ways = TransitionCounts(at(0))
    ways.take(Change(1, at(0), moves=(KILL,)))
    ways.take(Change(2, at(1), amended=((KILL, replace(KILL, edge="stop")),)))

    assert steps(ways) == [("stop", 1)]
