"""Measures the idle cost: memory, its growth over many events, and the CPU time of the app and of a real engine."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import docker

from bench.fan_out import watching
from bench.process_usage import cpu_seconds, resident_kib
from bench.rows import Row
from tests.support.app import App
from tests.support.dockerd import IMAGE, import_busybox, private_engine

CONTAINERS = 100
IDLE_SECONDS = 60
#: Number of events over which memory must not grow. `DOCKCYCLE_TEST_BENCH_EVENTS=1000000` is the long run (17 minutes).
EVENTS = int(os.environ.get("DOCKCYCLE_TEST_BENCH_EVENTS", "30000"))
RATE = 1000


def measure(folder: Path) -> Iterator[Row]:
    """Yield the figures of an idle app."""
    yield from _growth(folder)
    yield from _idle(folder)


def _growth(folder: Path) -> Iterator[Row]:
    seconds, delay = EVENTS // RATE, 5
    engine = f"practice://?containers={CONTAINERS}&rate={RATE}&seconds={seconds}&delay={delay}"
    with App({"DOCKCYCLE_ENGINES": f"bench={engine}"}, folder / "app.log") as app:
        assert app.process is not None
        app.wait_live()
        time.sleep(2)
        yield Row(f"memory, {CONTAINERS} containers, idle", resident_kib(app.process.pid) / 1024, 90.0, "MiB")
        time.sleep(delay + seconds / 10)
        warm = resident_kib(app.process.pid)
        time.sleep(seconds * 0.9 + 3)
        grown = resident_kib(app.process.pid) - warm
    yield Row(f"memory grown over {EVENTS} events, after a tenth of them", grown / 1024, 2.0, "MiB")


def _idle(folder: Path) -> Iterator[Row]:
    dockerd = private_engine(folder / "engine")
    dockerd.start()
    try:
        import_busybox(dockerd.url)
        _fill(dockerd.url)
        assert dockerd.process is not None
        alone = _cpu_over(dockerd.process.pid)
        with App({"DOCKCYCLE_ENGINES": f"local={dockerd.url}"}, folder / "app.log") as app:
            assert app.process is not None
            app.wait_live()
            with watching(app.port, 1, IDLE_SECONDS + 5) as told:
                time.sleep(3)
                before = cpu_seconds(app.process.pid)
                watched = _cpu_over(dockerd.process.pid)
                own = cpu_seconds(app.process.pid) - before
                told()
    finally:
        dockerd.close()
    yield Row(f"idle, {CONTAINERS} containers, one viewer: CPU of the app a minute", own, 0.6, "s")
    yield Row("idle: CPU of the engine a minute more than alone", watched - alone, 0.6, "s")


def _fill(url: str) -> None:
    """Create 100 containers and start 20 of them."""
    client = docker.APIClient(url, version="auto", timeout=60)
    for number in range(CONTAINERS):
        id = client.create_container(IMAGE, ["sleep", "3600"], name=f"idle-{number}")["Id"]
        if number % 5 == 0:
            client.start(id)
    client.close()


def _cpu_over(pid: int) -> float:
    before = cpu_seconds(pid)
    time.sleep(IDLE_SECONDS)
    return cpu_seconds(pid) - before
