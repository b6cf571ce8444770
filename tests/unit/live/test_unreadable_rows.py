"""An unreadable row of the engine's list affects the comparison of that container only."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from dockcycle.domain.lifecycle.container import Summary
from dockcycle.domain.lifecycle.snapshot import EngineStatus
from dockcycle.domain.lifecycle.table import State
from dockcycle.engine.discovery import parse_address
from dockcycle.engine.docker.docker_engine import DockerEngine
from dockcycle.engine.docker.parse import parse_container
from dockcycle.engine.errors import EngineError
from dockcycle.live.board.hub import Hub
from dockcycle.live.board.list_differences import has_changed
from dockcycle.live.board.watcher import Watcher
from tests.support.scripted_http_server import CHUNKED, Reply, ScriptedHttpServer, Write, answer
from tests.support.waiting import wait_until
from tests.unit.engine.payloads import ID, inspected

OTHER = "0b5e" * 16
ROW = {"Id": ID, "Names": ["/web-1"], "State": "running", "Status": "Up 2 seconds"}


def silent(write: Write) -> None:
    """An event stream that ends at once."""
    write(CHUNKED + b"0\r\n\r\n")


def _write(write: Write, rows: list[Any]) -> None:
    write(answer(200, rows))


@contextmanager
def watched(rows: list[Any]) -> Iterator[tuple[Hub, ScriptedHttpServer]]:
    """Watch an engine whose list is `rows`, which may change; it has the two containers ID and OTHER."""
    other = {**inspected(), "Id": OTHER, "Name": "/other"}
    replies: dict[str, Reply] = {
        "GET /containers/json": lambda write: _write(write, rows),
        f"GET /containers/{ID}/json": answer(200, inspected()),
        f"GET /containers/{OTHER}/json": answer(200, other),
        "GET /images/json": answer(200, []),
        "GET /events": silent,
    }
    hub = Hub([EngineStatus("local", "unreachable", 0)])
    with ScriptedHttpServer(replies) as server:
        watcher = Watcher(DockerEngine("local", parse_address(server.url)), hub)
        hub.start()
        watcher.start()
        yield hub, server
        watcher.stop()
        hub.stop()


def lists(server: ScriptedHttpServer) -> int:
    return sum("/containers/json" in path for _, path in server.asked)


@pytest.mark.parametrize("odd", [{"State": "running"}, None, {**ROW, "State": "frozen"}, {**ROW, "Names": [7]}])
def test_the_container_of_an_odd_row_stays_and_the_engine_is_live(odd: Any) -> None:
    rows: list[Any] = [ROW]
    with watched(rows) as (hub, server):
        wait_until(lambda: set(hub.of_engine("local")) == {ID}, 30, "the container")
        rows[:] = [odd, {**ROW, "Id": OTHER, "Names": ["/other"]}]
        wait_until(lambda: set(hub.of_engine("local")) == {ID, OTHER}, 30, "the container that is new")
        before = lists(server)
        wait_until(lambda: lists(server) > before + 1, 30, "two more comparisons")

        assert set(hub.of_engine("local")) == {ID, OTHER}
        assert hub.engine("local").state == "live"


def test_an_answer_that_is_not_a_list_is_an_error() -> None:
    with ScriptedHttpServer({"GET /containers/json": answer(200, {"message": "hello"})}) as server:
        engine = DockerEngine("local", parse_address(server.url))
        engine.connect()
        with pytest.raises(EngineError, match="unreadable response"):
            engine.containers()
        engine.close()


def test_a_state_that_the_list_does_not_tell_is_not_compared() -> None:
    container = parse_container.container("local", inspected({"Status": "exited"}))

    assert not has_changed(Summary(ID, "web-1", None), container)
    assert has_changed(Summary(ID, "web-2", None), container)
    assert has_changed(Summary(ID, "web-1", State.RUNNING), container)
    assert has_changed(Summary(ID, "web-1", None), None)
