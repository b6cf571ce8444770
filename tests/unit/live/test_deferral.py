"""When the result of an inspect is delayed, and when it is written at once."""

from dataclasses import replace

import pytest

from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.event import EngineEvent
from dockcycle.domain.lifecycle.evidence import Evidence
from dockcycle.domain.lifecycle.table import State
from dockcycle.live.board.deferral import may_be_a_restart, reason_to_wait
from dockcycle.live.board.inspection import Inspection
from tests.unit.domain.builders import at, container, ended, event

RUNNING = container()
KILL, DIE, STOP, START = event("kill", 9.9, signal="9"), event("die", 10), event("stop", 10.1), event("start", 10.2)
LOOPING = replace(ended(5), state=State.RESTARTING, restart_policy="always")


@pytest.mark.parametrize(
    ("before", "events", "after", "reason"),
    [
        (RUNNING, [KILL], ended(137), "die"),
        (RUNNING, [KILL, DIE], ended(137), None),
        (RUNNING, [], ended(137), "die"),
        (RUNNING, [START], LOOPING, "die"),
        (LOOPING, [], ended(5), None),
        (None, [], ended(137), None),
        (ended(137), [STOP], ended(137), None),
        (RUNNING, [KILL], ended(127, error="no such file"), None),
        (RUNNING, [KILL], container(State.REMOVING), "removal"),
        (RUNNING, [KILL, DIE], container(State.DEAD), "removal"),
        (container(State.DEAD), [], container(State.DEAD), None),
        (RUNNING, [KILL, DIE], None, "destroy"),
        (RUNNING, [KILL, DIE, event("destroy", 10.2)], None, None),
        (None, [event("create", 1)], None, None),
        (ended(0), [STOP], container(started_ns=at(11)), "start"),
        (ended(0), [STOP, START], container(started_ns=at(11)), None),
    ],
)  # fmt: skip
def test_it_waits_for_what_is_told_a_little_later(
    before: Container | None, events: list[EngineEvent], after: Container | None, reason: str | None
) -> None:
    found = reason_to_wait(Inspection(before, events, after))

    assert (found and found[0]) == reason


def test_a_start_right_after_a_stop_may_be_a_restart() -> None:
    assert may_be_a_restart([DIE, STOP, START], Evidence(), RUNNING)
    assert not may_be_a_restart([DIE, START], Evidence(), RUNNING)
    assert not may_be_a_restart([DIE, STOP, event("start", 12)], Evidence(), RUNNING)
