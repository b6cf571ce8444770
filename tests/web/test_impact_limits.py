"""The measure of attacks itself: a server that does not run for 0.7 s is found, whatever else the machine does."""

import os
import signal
import threading
from pathlib import Path

import pytest

from tests.support.app import App
from tests.support.impact_limits import assert_limited, limited_impact
from tests.support.impact_probe import Impact, Stopwatch

STOPPED_SECONDS = 0.7


def test_a_server_that_does_not_run_is_found(tmp_path: Path) -> None:
    with App({"DOCKCYCLE_ENGINES": "lab=practice://?containers=10"}, tmp_path / "log") as app:
        app.wait_live()
        with pytest.raises(AssertionError, match=r"slowest=0\.[67]"):
            measure_while_stopped(app)


def measure_while_stopped(app: App) -> None:
    assert app.process is not None
    with limited_impact(app, board_changes=False):
        os.kill(app.process.pid, signal.SIGSTOP)
        threading.Event().wait(STOPPED_SECONDS)
        os.kill(app.process.pid, signal.SIGCONT)


def test_the_time_in_which_a_process_waited_for_a_processor_is_not_counted() -> None:
    times, waits = iter([10.0, 13.0, 14.0]), iter([1.0, 3.5, 4.75])
    watch = Stopwatch(lambda: next(waits), lambda: next(times))

    assert [watch.lap(), watch.lap()] == [0.5, 0.0]


@pytest.mark.parametrize(
    "impact",
    [
        Impact(responses=0, changes=1),
        Impact(responses=1, changes=1, slowest=0.51),
        Impact(responses=1, changes=1, longest_gap=2.1),
        Impact(responses=1, changes=0),
        Impact(responses=1, changes=1, resident_kib=100_000 + 30 * 1024 + 1),
    ],
)
def test_each_limit_is_asserted(impact: Impact) -> None:
    with pytest.raises(AssertionError):
        assert_limited(impact, 100_000)


def test_a_harmless_impact_is_accepted() -> None:
    assert_limited(Impact(slowest=0.5, longest_gap=2.0, resident_kib=130_000, responses=9, changes=9), 100_000)
    assert_limited(Impact(responses=9), 100_000, board_changes=False)
