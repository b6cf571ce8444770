"""Restart policies: which exits are followed by a restart, and after which delay."""

import pytest

from dockcycle.engine.practice.programs.restart_policy import next_back_off, restarts_after


@pytest.mark.parametrize(
    ("policy", "code", "restarts", "again"),
    [
        ("no", 1, 0, False),
        ("always", 0, 99, True),
        ("unless-stopped", 1, 0, True),
        ("on-failure", 0, 0, False),
        ("on-failure", 1, 99, True),
        ("on-failure:0", 1, 99, True),
        ("on-failure:2", 1, 1, True),
        ("on-failure:2", 1, 2, False),
    ],
)
def test_which_exits_are_followed_by_a_restart(policy: str, code: int, restarts: int, again: bool) -> None:
    assert restarts_after(policy, code, restarts) is again


@pytest.mark.parametrize(
    ("previous", "ran", "expected"), [(0.0, 0, 0.1), (0.1, 1, 0.2), (0.4, 9.9, 0.8), (45, 1, 60), (60, 10, 0.1)]
)
def test_the_delay_doubles_up_to_a_minute_and_starts_again_after_a_good_run(
    previous: float, ran: float, expected: float
) -> None:
    assert next_back_off(previous, ran) == expected
