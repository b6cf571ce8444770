"""Measures a followed log that a container writes as fast as it can: throughput, lines shown, CPU time and memory.

Uses the engine in `DOCKCYCLE_TEST_DOCKER_HOST`, or starts a private one.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from bench.consoles import engine_for
from bench.process_usage import cpu_seconds, resident_kib
from bench.rows import Row
from tests.support.app import App
from tests.support.docker_cli import DockerCli
from tests.support.stream_client import StreamClient
from tests.support.waiting import wait_until

SECONDS, WRITING_SECONDS = 20, 3
_FLOOD = ("--network", "none")
_LINE = "0123456789" * 25


def measure(folder: Path) -> Iterator[Row]:
    """Yield the figures of logs."""
    with engine_for(folder) as url, App({"DOCKCYCLE_ENGINES": f"lab={url}"}, folder / "logs.log") as app:
        app.wait_live()
        docker = DockerCli(url)
        id = docker.run("bench-logs", "yes", _LINE, options=_FLOOD)
        try:
            yield from _followed(app, id)
            yield from _written(docker, id)
        finally:
            docker("rm", "-f", id)


def _followed(app: App, id: str) -> Iterator[Row]:
    assert app.process is not None
    pid = app.process.pid
    with StreamClient(app.url) as stream_client:
        before, used = resident_kib(pid), cpu_seconds(pid)
        stream_client.ask("/logs", "follow", {"engine": "lab", "id": id})
        wait_until(lambda: stream_client.lines, 10, "the first lines")
        begun = time.monotonic()
        wait_until(lambda: time.monotonic() - begun > SECONDS, SECONDS + 5, "the end of the flood")
        told = len(stream_client.lines)
        lines = told + stream_client.skipped
        used = cpu_seconds(pid) - used
        grown = resident_kib(pid) - before
    read = lines * len(_LINE) / SECONDS / 1e6
    yield Row(f"a log in flood, followed for {SECONDS} s: read from the engine", read, None, "MB/s")
    yield Row("a log in flood: lines shown", told / SECONDS, None, "a second")
    yield Row("a log in flood: CPU of the server", used / SECONDS, None, "cores")
    yield Row("a log in flood: more memory of the server", grown / 1024, None, "MiB")


def _written(docker: DockerCli, id: str) -> Iterator[Row]:
    """Yield how fast the container writes, by the size of the engine's log file, if this process can read the file."""
    file = Path(docker("inspect", "-f", "{{.LogPath}}", id).strip())
    if not os.access(file, os.R_OK):
        return
    with file.open("rb") as lines:
        bytes_a_line = len(lines.readline())
    before, begun = file.stat().st_size, time.monotonic()
    wait_until(lambda: time.monotonic() - begun > WRITING_SECONDS, WRITING_SECONDS + 5, "some more of the flood")
    lines_written = (file.stat().st_size - before) / bytes_a_line
    seconds = time.monotonic() - begun
    yield Row("a log in flood: written by the container", lines_written * len(_LINE) / seconds / 1e6, None, "MB/s")
