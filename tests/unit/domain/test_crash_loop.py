"""Restart loops detected by their rate."""

from dockcycle.domain.lifecycle.crash_loop import CrashLoop
from tests.unit.domain.builders import at, event

DIES = [event("die", second) for second in (1, 1.2, 1.4)]


def test_three_ends_within_ten_seconds_are_a_loop() -> None:
    assert CrashLoop().after(DIES).is_active(at(1.5))
    assert not CrashLoop().after(DIES[:2]).is_active(at(1.5))


def test_ends_far_apart_are_none() -> None:
    assert not CrashLoop().after([event("die", second) for second in (1, 8, 15)]).is_active(at(15.1))


def test_it_is_over_when_it_was_quiet() -> None:
    loop = CrashLoop().after(DIES)

    assert loop.is_active(at(4.3))
    assert not loop.is_active(at(4.5))


def test_whoever_stops_it_ends_it() -> None:
    assert not CrashLoop().after([*DIES, event("stop", 1.5)]).is_active(at(1.6))
    assert not CrashLoop().after([*DIES, event("kill", 1.5), event("die", 1.6)]).is_active(at(1.7))


def test_the_code_of_the_last_end_is_kept() -> None:
    assert CrashLoop().after([event("die", 1, exitCode="7"), event("start", 1.1)]).code == 7
