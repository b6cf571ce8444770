"""Limits the impact of an attack on other clients: response time, delay of the board, and growth of memory."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.app import ROOT, App
from tests.support.impact_probe import Impact
from tests.support.waiting import wait_until

#: Longest response time of `/healthz` during an attack (seconds), without the time that the machine itself was busy.
ANSWERED_WITHIN = 0.5
#: Longest time without a change of a board that changes several times per second.
CHANGED_WITHIN = 2.0
#: Time for the first change of such a board (seconds). It is long because the machine can be busy.
FIRST_CHANGE_WITHIN = 20
#: Growth of the memory during an attack, and what may be left after it (KiB).
GROWTH_KIB = 30 * 1024
LEFT_KIB = 15 * 1024
#: Time for the memory to be released: connections without pings end within 14 s.
RELEASED_WITHIN = 30.0


@contextmanager
def limited_impact(app: App, *, board_changes: bool = True) -> Iterator[None]:
    """Measure the app until the block ends, then assert the limits. `board_changes`: the board changes all the time."""
    assert app.process is not None
    before = app.resident_kib()
    arguments = app.port, app.process.pid, FIRST_CHANGE_WITHIN if board_changes else 0
    command = [sys.executable, "-m", "tests.support.impact_probe", *map(str, arguments)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as probe:
        assert probe.stdout is not None
        assert probe.stdout.readline() == "ready\n"
        yield
        impact = Impact(**json.loads(probe.communicate(timeout=90)[0]))
    assert_limited(impact, before, board_changes=board_changes)
    wait_until(lambda: app.resident_kib() - before <= LEFT_KIB, RELEASED_WITHIN, "the memory to be released")


def assert_limited(impact: Impact, resident_before_kib: int, *, board_changes: bool = True) -> None:
    """Assert that other clients were served in time and that the memory is limited."""
    assert impact.responses > 0
    assert impact.slowest <= ANSWERED_WITHIN, impact
    assert not board_changes or (impact.changes and impact.longest_gap <= CHANGED_WITHIN), impact
    assert impact.resident_kib - resident_before_kib <= GROWTH_KIB, impact
