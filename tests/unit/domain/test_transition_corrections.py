"""Corrections of published moves by a later event."""

import pytest

from dockcycle.domain.lifecycle.event import EngineEvent
from dockcycle.domain.lifecycle.evidence import Evidence
from dockcycle.domain.lifecycle.moves import corrected
from dockcycle.domain.lifecycle.transitions import transitions
from tests.unit.domain.builders import RUNNING, at, ended, event

# --- corrections of a published exit by a later event --------------------------------------------------------------


def test_a_stop_that_is_told_after_the_end_corrects_its_cause_and_its_arrow() -> None:
    """Docker 20.10 sends `stop` 50 to 170 ms after `die`."""
    signalled = ended(143, cause=None)
    first = transitions(RUNNING, [event("kill", 9.9, signal="15"), event("die", 10)], signalled, Evidence(), at(20))
    published = first.moves[0]
    later = transitions(signalled, [event("stop", 10.1)], signalled, first.seen, at(20))

    assert published.cause is not None
    assert published.cause.code == "signalled"
    assert later.last_end is not None
    assert not later.moves
    correct = corrected(published, signalled, later.last_end)
    assert correct.cause is not None
    assert (correct.edge, correct.cause.code) == ("stop", "stopped")


def test_what_follows_the_next_start_proves_nothing_of_the_end_before() -> None:
    first = transitions(RUNNING, [event("kill", 9.9, signal="9"), event("die", 10)], ended(137), Evidence(), at(20))
    later = transitions(ended(137), [event("start", 11), event("stop", 12)], RUNNING, first.seen, at(20))

    assert later.last_end is not None
    assert not later.last_end.stopped


@pytest.mark.parametrize(
    ("events", "code", "told"),
    [
        (
            [event("kill", 1, signal="10"), event("kill", 2, signal="15"), event("die", 2.1), event("stop", 2.2)],
            0,
            ("stop", "stopped"),
        ),
        ([event("kill", 1, signal="15"), event("die", 1.1), event("stop", 1.2)], 143, ("stop", "stopped")),
    ],
)
def test_what_is_told_after_the_end_in_the_same_look_counts(
    events: list[EngineEvent], code: int, told: tuple[str, str]
) -> None:
    last = transitions(RUNNING, events, ended(code, seconds=2), Evidence(), at(20)).moves[-1]

    assert last.cause is not None
    assert (last.edge, last.cause.code) == told


def test_a_stop_signal_without_a_stop_is_a_kill_once_everything_was_told() -> None:
    signalled = ended(143)
    found = transitions(RUNNING, [event("kill", 9.9, signal="15"), event("die", 10)], signalled, Evidence(), at(20))
    published = found.moves[0]

    assert published.edge == "stop"
    assert corrected(published, signalled, found.seen).edge == "stop"
    assert corrected(published, signalled, found.seen, settled=True).edge == "kill"


def test_a_restart_that_is_told_after_its_start_was_written() -> None:
    found = transitions(RUNNING, [event("restart", 1)], RUNNING, Evidence(), at(20))

    assert found.was_restarted
    assert not transitions(RUNNING, [event("die", 1)], ended(0), Evidence(), at(20)).was_restarted
