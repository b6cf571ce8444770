"""What cannot be read of an engine is left out and logged, but never as often as the engine pleases."""

import json
import logging
from typing import Any

import pytest

from dockcycle.engine.discovery import parse_address
from dockcycle.engine.docker.docker_engine import CONTAINERS_AT_MOST, DockerEngine
from dockcycle.engine.docker.parse import parse_event
from dockcycle.engine.errors import EngineError
from dockcycle.limited_log import LINES_AT_ONCE
from tests.support.scripted_http_server import CHUNKED, ScriptedHttpServer, answer, chunk

EVENT: dict[str, Any] = {
    "Type": "container", "Action": "start", "Actor": {"ID": "a" * 64, "Attributes": {"name": "web"}},
    "time": 1_764_000_000, "timeNano": 1_764_000_000_000_000_000,
}  # fmt: skip


def test_events_and_rows_that_cannot_be_read_are_few_lines_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "dockcycle")
    head = CHUNKED.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")  # the server closes it, so nothing reuses it
    events = head + chunk(b"[]\n" * 500 + json.dumps(EVENT).encode() + b"\n") + b"0\r\n\r\n"
    with ScriptedHttpServer({"GET /events": events, "GET /containers/json": answer(200, ["odd"] * 500)}) as server:
        engine = DockerEngine("local", parse_address(server.url))
        engine.connect()
        found = [event for _ in range(3) for event in engine.events()]
        rows = engine.containers()
        engine.close()

    assert ([event.action for event in found], rows) == (["start"] * 3, [])
    # Of 2,000; a slow machine earns some more lines meanwhile.
    assert 1 <= len(caplog.records) <= 4 * LINES_AT_ONCE


def test_of_very_long_events_only_what_is_read_is_kept() -> None:
    actor = {"ID": "a" * 64, "Attributes": {"name": "web", "exitCode": "3", "label": "x" * 100_000}}
    found = parse_event.event("local", {**EVENT, "Action": "die", "Actor": actor})

    assert found.attributes == {"name": "web", "exitCode": "3"}
    with pytest.raises(ValueError, match="not a valid id"):
        parse_event.event("local", {**EVENT, "Actor": {"ID": "a" * 100_000}})


def test_a_list_of_more_containers_than_anybody_runs_is_refused() -> None:
    rows = [{"Id": f"{number:064x}", "Names": ["/a"], "State": "running"} for number in range(CONTAINERS_AT_MOST + 1)]
    with ScriptedHttpServer({"GET /containers/json": answer(200, rows)}) as server:
        engine = DockerEngine("local", parse_address(server.url))
        engine.connect()
        with pytest.raises(EngineError, match="more than 20000"):
            engine.containers()
        engine.close()
