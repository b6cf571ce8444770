"""If an engine's clock jumps, past events are requested from a time that is right for that engine."""

import json
import time
from collections.abc import Iterator

import pytest

from dockcycle.domain.lifecycle.snapshot import EngineStatus
from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.engine.discovery import parse_address
from dockcycle.engine.docker.docker_engine import DockerEngine
from dockcycle.live.board.hub import Hub
from dockcycle.live.board.watcher import Watcher
from tests.support.scripted_http_server import CHUNKED, Reply, ScriptedHttpServer, Write, answer, chunk
from tests.support.waiting import wait_until

DAY = 24 * 3600
ENDED = b"0\r\n\r\n"


def event(seconds: float) -> bytes:
    """Return a chunk of the event stream with one event at that time."""
    told = {"Type": "network", "Action": "create", "Actor": {"ID": "a", "Attributes": {}}}
    return chunk(json.dumps({**told, "timeNano": int(seconds * NANOSECONDS)}).encode() + b"\n")


def subscriptions(times: list[list[float]]) -> list[float]:
    """Serve one stream with each list of times, and return the `since` of every subscription, one more than those."""
    streams: Iterator[list[float]] = iter(times)

    def events(write: Write) -> None:
        write(CHUNKED + b"".join(map(event, next(streams, []))) + ENDED)

    replies: dict[str, Reply] = {
        "GET /containers/json": answer(200, []),
        "GET /images/json": answer(200, []),
        "GET /events": events,
    }
    hub = Hub([EngineStatus("local", "unreachable", 0)])
    with ScriptedHttpServer(replies) as server:
        watcher = Watcher(DockerEngine("local", parse_address(server.url)), hub)
        hub.start()
        watcher.start()
        try:
            wait_until(lambda: len(since(server)) > len(times), 30, "the subscriptions")
        finally:
            watcher.stop()
            hub.stop()
        return since(server)[: len(times) + 1]


def since(server: ScriptedHttpServer) -> list[float]:
    return [float(path.partition("since=")[2]) for _, path in server.asked if "/events" in path]


def test_after_an_event_its_time_counts_also_when_the_clock_was_set_back() -> None:
    now = time.time()

    asked = subscriptions([[now], [now + 3600, now - 3600]])

    assert asked == pytest.approx([0, now - 2, now - 3602], abs=0.01)


def test_after_a_time_that_is_none_all_events_are_asked_for() -> None:
    asked = subscriptions([[time.time() + 10 * DAY]])

    assert asked == pytest.approx([0, 0], abs=0.01)
