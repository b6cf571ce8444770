"""The token bucket, and the log lines that go through one."""

import logging

import pytest

from dockcycle.limited_log import LimitedLog
from dockcycle.token_bucket import TokenBucket


class Clock:
    """A clock that the test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_goes_through_and_what_follows_waits_for_the_rate() -> None:
    bucket = TokenBucket(10, 3, Clock())

    assert [bucket.take() for _ in range(5)] == [0, 0, 0, pytest.approx(0.1), pytest.approx(0.2)]


def test_it_fills_again_but_never_beyond_the_burst() -> None:
    clock = Clock()
    bucket = TokenBucket(10, 3, clock)
    while bucket.try_take():
        pass
    clock.now = 0.15
    assert [bucket.try_take() for _ in range(2)] == [True, False]
    clock.now = 100
    assert [bucket.try_take() for _ in range(4)] == [True, True, True, False]


def test_lines_that_are_left_out_are_counted_in_the_next(caplog: pytest.LogCaptureFixture) -> None:
    limited = LimitedLog(logging.getLogger("test"), rate=1000, burst=1)
    limited._bucket = TokenBucket(1, 1, clock := Clock())
    for _ in range(4):
        limited.warning("refused: %s", "x")
    clock.now = 1
    limited.warning("refused: %s", "y")

    assert caplog.messages == ["refused: x", "refused: y (3 similar messages were dropped)"]
