"""Measures consoles: the echo delay of a key with 20 consoles, with and without a flood, and the memory for a browser
that acknowledges no output.

Uses the engine in `DOCKCYCLE_TEST_DOCKER_HOST`, or starts a private one.
"""

import itertools
import multiprocessing
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Self

from bench.process_usage import resident_kib
from bench.rows import Row, percentile
from tests.support.app import App
from tests.support.console_client import ConsoleClient
from tests.support.docker_cli import DockerCli
from tests.support.dockerd import import_busybox, private_engine
from tests.support.waiting import wait_until

CONSOLES, KEYS_EACH = 20, 30
#: Commands with endless output: long lines, and lines of two bytes with one write each.
FLOODS = {
    "long lines": ("yes", "0123456789" * 50),
    "2-byte lines": ("sh", "-c", "while :; do echo x; done"),
}
STALLED_SECONDS = 20
STALLED_KIB = 5 * 1024
_KEYS = b"abcdefghijklmnopqrstuvwxyz"
_OWNER = "c" * 32


def measure(folder: Path) -> Iterator[Row]:
    """Yield the figures of consoles."""
    with engine_for(folder) as url, App({"DOCKCYCLE_ENGINES": f"lab={url}"}, folder / "consoles.log") as app:
        app.wait_live()
        docker = DockerCli(url)
        id = docker.run("bench-consoles", "sleep", "10000", options=("--network", "none"))
        try:
            yield from _echoes(app, id)
            yield _stalled(app, id)
        finally:
            docker("rm", "-f", id)


@contextmanager
def engine_for(folder: Path) -> Iterator[str]:
    given = os.environ.get("DOCKCYCLE_TEST_DOCKER_HOST")
    if given:
        import_busybox(given)
        yield given
        return
    dockerd = private_engine(folder / "engine")
    dockerd.start()
    try:
        import_busybox(dockerd.url)
        yield dockerd.url
    finally:
        dockerd.close()


def _echoes(app: App, id: str) -> Iterator[Row]:
    with _Typist(app, id) as typist:
        alone = typist.delays()
        yield Row(f"{CONSOLES} consoles, a keystroke's echo, p50", percentile(alone, 50), 5.0, "ms")
        yield Row(f"{CONSOLES} consoles, a keystroke's echo, p99", percentile(alone, 99), 25.0, "ms")
        for name, command in FLOODS.items():
            with _flooded(app, id, command):
                beside = typist.delays()
            yield Row(f"the same beside a flood of {name}, p99", percentile(beside, 99), 60.0, "ms")


@contextmanager
def _flooded(app: App, id: str, command: tuple[str, ...]) -> Iterator[None]:
    """Run a flood in a console of another client, in another process, so that reading it does not delay the typist."""
    spawning = multiprocessing.get_context("spawn")
    flows, enough = spawning.Event(), spawning.Event()
    process = spawning.Process(target=_read_flood, args=(app.url, id, command, flows, enough))
    process.start()
    assert flows.wait(20), "no flood"
    yield
    enough.set()
    process.join(20)


def _read_flood(url: str, id: str, command: tuple[str, ...], flows: Event, enough: Event) -> None:
    with ConsoleClient(url, _OWNER) as console_client:
        console = console_client.open(id, *command)
        console_client.wait_for(lambda: console in console_client.written, 10)
        flows.set()
        enough.wait(60)
        console_client.ask("close", {"console": console})


class _Typist:
    """One client with 20 shells. It types one key at a time into each in turn and waits for the echo."""

    def __init__(self, app: App, id: str) -> None:
        self._client = ConsoleClient(app.url, _OWNER)
        self._consoles = [self._client.open(id) for _ in range(CONSOLES)]
        for console in self._consoles:
            self._client.until(console, b"# ")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for console in self._consoles:
            self._client.ask("close", {"console": console})
        self._client.client.disconnect()

    def delays(self) -> list[float]:
        """Return the delay of each echo (ms)."""
        keys = itertools.cycle(_KEYS)
        return [self._echo(console, bytes([next(keys)])) for _ in range(KEYS_EACH) for console in self._consoles]

    def _echo(self, console: str, key: bytes) -> float:
        seen = len(self._client.text(console))
        begun = time.perf_counter()
        self._client.client.emit("input", (console, key), namespace="/console")
        assert self._client.wait_for(lambda: len(self._client.text(console)) > seen, 5), "no echo"
        return (time.perf_counter() - begun) * 1000


def _stalled(app: App, id: str) -> Row:
    """Return the memory that the app uses for a client that acknowledges none of a flood's output."""
    assert app.process is not None
    with ConsoleClient(app.url, _OWNER, reads=False) as console_client:
        console = console_client.open(id, *FLOODS["long lines"])
        wait_until(lambda: console_client.text(console), 10, "the flood")
        before = resident_kib(app.process.pid)
        most = before
        ends = time.monotonic() + STALLED_SECONDS
        while time.monotonic() < ends:
            most = max(most, resident_kib(app.process.pid))
            threading.Event().wait(0.2)
        console_client.ask("close", {"console": console})
    return Row("memory for a browser that stands still in a flood for 20 s", most - before, STALLED_KIB, "KiB")
