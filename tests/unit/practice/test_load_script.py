"""The scripted stream: so many events a second, after the first subscriber, and real changes of state."""

from collections import Counter
from dataclasses import dataclass

import pytest

from dockcycle.domain.lifecycle.event import EngineEvent
from dockcycle.domain.lifecycle.table import EVENT_LEADS_TO, State
from dockcycle.domain.timestamps import NANOSECONDS
from tests.unit.practice.manual_clock import drained, practice

ADDRESS = "practice://?containers=100&rate=200&seconds=3&delay=2"


@dataclass
class Run:
    """What a script did: its events, the instant of the subscription, the states afterwards."""

    told: list[EngineEvent]
    began_ns: int
    states: dict[str, State]


@pytest.fixture
def run() -> Run:
    """A script that was run to its end; nobody had subscribed for a while."""
    engine, clock = practice(ADDRESS)
    clock.advance(100)
    began_ns = clock.at_ns
    stream = engine.events()
    clock.advance(60)
    told = drained(engine, stream)
    return Run(told, began_ns, {row.id: row.state for row in engine.containers() if row.state})


def test_rate_duration_and_delay_are_those_asked_for(run: Run) -> None:
    assert 600 <= len(run.told) <= 606
    first, last = run.told[0].at_ns - run.began_ns, run.told[-1].at_ns - run.began_ns
    assert 2 * NANOSECONDS <= first < 2.1 * NANOSECONDS
    assert 4.9 * NANOSECONDS < last <= 5.1 * NANOSECONDS
    seconds = Counter((event.at_ns - run.began_ns) // NANOSECONDS for event in run.told)
    assert all(abs(seconds[second] - 200) <= 6 for second in (2, 3, 4)), seconds


def test_the_moves_are_spread_and_true(run: Run) -> None:
    told = [event for event in run.told if event.type == "container"]

    assert len({event.id for event in told}) > 90
    last = {event.id: EVENT_LEADS_TO[event.action] for event in told if event.action in EVENT_LEADS_TO}
    assert {id: run.states[id] for id in last} == last


def test_most_events_move_a_card(run: Run) -> None:
    moving = [event for event in run.told if event.action in EVENT_LEADS_TO]

    assert len(moving) > 0.75 * len(run.told)
    assert {"pause", "unpause"} <= {event.action for event in moving}


def test_a_long_script_stops_and_kills_too() -> None:
    engine, clock = practice("practice://?containers=2&rate=100&seconds=5")
    stream = engine.events()
    clock.advance(10)

    told = Counter(event.action for event in drained(engine, stream))
    assert {"pause", "unpause", "kill", "die", "stop", "start"} <= set(told)
    assert told["stop"] < told["die"], "nobody was killed"
