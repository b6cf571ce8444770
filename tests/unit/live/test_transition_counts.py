"""How often a container took each arrow."""

from dataclasses import replace

from dockcycle.domain.lifecycle.moves import Move
from dockcycle.domain.lifecycle.snapshot import Change
from dockcycle.domain.lifecycle.table import Room
from dockcycle.live.transition_counts import TransitionCounts
from tests.unit.domain.builders import at, container

ONE = container()
KILL = Move("local", ONE.id, "web-1", "kill", Room.RUNNING, Room.FAILED, at(0))


def steps(counts: TransitionCounts) -> list[tuple[str, int]]:
    return [(step[0], taken.count) for step, taken in counts.of(ONE.key)]


def test_each_move_counts_on_its_arrow() -> None:
    counts = TransitionCounts(at(0))
    counts.take(Change(1, at(0), moves=(KILL, KILL)))

    assert steps(counts) == [("kill", 2)]


def test_a_corrected_move_counts_on_the_arrow_it_took() -> None:
    counts = TransitionCounts(at(0))
    counts.take(Change(1, at(0), moves=(KILL,)))
    counts.take(Change(2, at(1), amended=((KILL, replace(KILL, edge="stop")),)))

    assert steps(counts) == [("stop", 1)]
