"""How late the timers of the server are."""

import pytest

from dockcycle.live.watchdog import LATE_SECONDS, Watchdog
from tests.support.waiting import wait_until


def test_the_worst_delay_of_the_last_minute_is_told(caplog: pytest.LogCaptureFixture) -> None:
    watchdog = Watchdog()
    for late in (0.01, LATE_SECONDS + 1, 0.02, LATE_SECONDS + 0.5):
        watchdog.note(late)

    assert watchdog.delay == LATE_SECONDS + 1
    assert watchdog.is_late
    assert len(caplog.records) == 1


def test_a_delay_is_forgotten_after_a_minute() -> None:
    watchdog = Watchdog()
    watchdog.note(3)
    for _ in range(120):
        watchdog.note(0.001)

    assert not watchdog.is_late


def test_a_check_that_fails_ends_no_other() -> None:
    called = list[int]()
    watchdog = Watchdog([lambda: 1 // 0, lambda: called.append(1)])
    watchdog.start()

    wait_until(lambda: len(called) > 1, 10, "the second check, twice")
    watchdog.stop()
