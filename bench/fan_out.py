"""Measures the delay from an event to the last of many viewers, at 10 and at 1,000 events per second."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.process_usage import cpu_seconds, resident_kib
from bench.rows import Row, percentile
from tests.support.app import ROOT, App

#: Number of viewers -> limit of the p99 delay (ms); None is for comparison only.
PACED = {50: None, 200: 60.0, 1000: 200.0}
PACED_SECONDS = 10
FLOOD_VIEWERS, FLOOD_RATE, FLOOD_SECONDS = 200, 1000, 10
#: Delay of the practice script after its first subscriber (seconds), in which all viewers connect.
DELAY = 14


def measure(folder: Path) -> Iterator[Row]:
    """Yield the figures of many viewers."""
    for viewers, reach in PACED.items():
        yield from _paced(folder, viewers, reach)
    yield from _flood(folder)


def _paced(folder: Path, viewers: int, reach: float | None) -> Iterator[Row]:
    with _serving(folder, rate=10, seconds=PACED_SECONDS) as app:
        assert app.process is not None
        idle = resident_kib(app.process.pid)
        with watching(app.port, viewers, DELAY + PACED_SECONDS) as told:
            full = resident_kib(app.process.pid)
            delays = _delays(told(), viewers)
    yield Row(f"event → last of {viewers} viewers, p50", percentile(delays, 50), None, "ms")
    yield Row(f"event → last of {viewers} viewers, p99", percentile(delays, 99), reach, "ms")
    yield Row(f"memory per viewer, {viewers} viewers", (full - idle) / viewers, 60.0, "KiB")


def _flood(folder: Path) -> Iterator[Row]:
    with _serving(folder, rate=FLOOD_RATE, seconds=FLOOD_SECONDS) as app:
        assert app.process is not None
        with watching(app.port, FLOOD_VIEWERS, DELAY + FLOOD_SECONDS + 4) as told:
            before = cpu_seconds(app.process.pid)
            result = told()
            used = cpu_seconds(app.process.pid) - before
        delays = _delays(result, FLOOD_VIEWERS)
        missing = [one for one in result["revisions"] if one["count"] != FLOOD_VIEWERS]
    yield Row("flood of 1,000 events/s: events told", len(delays), None, "")
    yield Row("flood: event → last of 200 viewers, p99", percentile(delays, 99), 150.0, "ms")
    yield Row("flood: CPU of the app while it lasts", used / FLOOD_SECONDS, 0.6, "cores")
    yield Row("flood: frames some viewer did not get", len(missing), 0, "")


def _serving(folder: Path, rate: int, seconds: int) -> App:
    engine = f"practice://?containers=100&rate={rate}&seconds={seconds}&delay={DELAY}"
    return App({"DOCKCYCLE_ENGINES": f"bench={engine}"}, folder / "app.log")


@contextmanager
def watching(port: int, viewers: int, seconds: float) -> Iterator[Any]:
    """Start the viewers for `seconds`; yield a function that waits for their end and returns what they received."""
    command = [sys.executable, "-m", "bench.viewers", str(port), str(viewers), str(seconds)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        stdout = process.stdout
        yield lambda: json.loads(stdout.readline())


def _delays(told: dict[str, Any], viewers: int) -> list[float]:
    assert told["welcomed"] == viewers, f"{told['welcomed']} of {viewers} viewers got a snapshot"
    assert told["ended"] == 0, f"{told['ended']} viewers were cut off"
    return [one["last"] - at for one in told["revisions"] for at in one["moves"]]
