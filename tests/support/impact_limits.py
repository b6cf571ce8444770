"""Limits the impact of an attack on other clients: the response time of `/healthz` and the growth of memory."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import requests

from tests.support.app import App

#: Longest response time (seconds) and growth of memory (KiB) during an attack. An idle machine needs half the time; a
#: machine with two cores needs more while other tests run. Without the limits of the server it was 5 to 30 s.
ANSWERED_WITHIN = 3.0
GROWTH_KIB = 30 * 1024


@contextmanager
def limited_impact(app: App, within: float = ANSWERED_WITHIN) -> Iterator[None]:
    """Request `/healthz` in a loop until the block ends, then assert both limits."""
    slowest, most, ended = [0.0], [0], threading.Event()

    def ask() -> None:
        with requests.Session() as session:
            while not ended.is_set():
                began = time.monotonic()
                session.get(f"{app.url}/healthz", timeout=60).raise_for_status()
                slowest[0] = max(slowest[0], time.monotonic() - began)
                most[0] = max(most[0], app.resident_kib())

    before = app.resident_kib()
    other = threading.Thread(target=ask)
    other.start()
    try:
        yield
    finally:
        ended.set()
        other.join()
    assert slowest[0] <= within
    assert max(most[0], app.resident_kib()) - before <= GROWTH_KIB
