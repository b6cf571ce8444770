"""What an inspect and its events write to the board."""

from dataclasses import replace

import pytest

from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.event import EngineEvent
from dockcycle.domain.lifecycle.evidence import Evidence
from dockcycle.domain.lifecycle.moves import Move
from dockcycle.domain.lifecycle.table import Room, State
from dockcycle.live.board.inspection import History, Inspection
from dockcycle.live.board.inspection_result import BoardUpdate, result_of
from tests.unit.domain.builders import at, container, ended, event

RUNNING = container()
BEGAN_NS = at(-50)
KILL, DIE = event("kill", 9.9, signal="9"), event("die", 10, exitCode="137")
TERM, STOP = event("kill", 9.9, signal="15"), event("stop", 10.1)


def result(
    before: Container | None, events: list[EngineEvent], after: Container | None, history: History | None = None
) -> BoardUpdate:
    return result_of(Inspection(before, events, after, history or History()), at(10.2), BEGAN_NS)


def edges(found: BoardUpdate) -> list[str]:
    return [move.edge for move in found.moves]


@pytest.mark.parametrize(
    ("before", "events", "after", "moved", "cause"),
    [
        (RUNNING, [KILL, DIE], ended(137), ["kill"], "killed"),
        (RUNNING, [], ended(137), ["exit"], "unobserved"),
        (RUNNING, [KILL], container(), [], None),
        (None, [], RUNNING, [], None),
        (None, [], replace(RUNNING, created_ns=at(0)), ["create", "start"], None),
        (None, [event("create", 5)], RUNNING, ["create", "start"], None),
        (RUNNING, [KILL, DIE, event("destroy", 10.1)], None, ["force-remove"], None),
    ],
)
def test_the_card_and_its_moves(
    before: Container | None, events: list[EngineEvent], after: Container | None, moved: list[str], cause: str | None
) -> None:
    found = result(before, events, after)

    assert edges(found) == moved
    assert (found.card and found.card.cause and found.card.cause.code) == cause
    assert (found.card is None) == (after is None)


def test_an_exit_after_a_signal_is_inspected_again_and_then_corrected() -> None:
    first = result(RUNNING, [TERM, replace(DIE, attributes={"exitCode": "143"})], ended(143))
    assert edges(first) == ["stop"]
    assert list(first.inspect_after) == [1.0]

    later = result(first.card, [STOP], ended(143), first.history)
    assert [(old.cause and old.cause.code, new.cause and new.cause.code) for old, new in later.corrections] == [
        ("signalled", "stopped")
    ]
    assert (later.moves, later.inspect_after) == ([], [])
    assert later.history.end == later.corrections[0][1]


def test_a_late_restart_corrects_the_start() -> None:
    start = Move("local", RUNNING.id, "web-1", "start", Room.EXITED, Room.RUNNING, at(9))
    found = result(RUNNING, [event("restart", 9.1)], RUNNING, History(begin=start))

    assert [(old.edge, new.edge) for old, new in found.corrections] == [("start", "restart")]
    assert found.history.begin is not None
    assert found.history.begin.edge == "restart"


def test_a_start_clears_the_evidence_of_the_exit_before() -> None:
    seen = Evidence(signals=((9, at(1)),), died_ns=at(1))
    again = container(started_ns=at(10))
    found = result(ended(137, 1), [event("start", 10)], again, History(seen=seen))

    assert found.history.seen == Evidence()


def test_a_restart_loop_on_podman_is_inspected_again_when_it_should_be_over() -> None:
    podman = container(podman=True, restart_policy="always")
    exits = [event("die", second, exitCode="5") for second in (9.6, 9.8, 10)]
    found = result(podman, exits, replace(ended(5), podman=True, restart_policy="always"))

    assert found.card is not None
    assert (found.card.state, found.card.exit_code) == (State.RESTARTING, 5)
    assert [round(seconds, 2) for seconds in found.inspect_after] == [2.85]
