"""A kill between two restarts has no event; one list request per second finds it."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import pytest

from dockcycle.domain.lifecycle.container import Container
from dockcycle.domain.lifecycle.snapshot import EngineStatus
from dockcycle.domain.lifecycle.table import State
from dockcycle.engine import CreateSpec
from dockcycle.engine.discovery import parse_address
from dockcycle.engine.docker.docker_engine import DockerEngine
from dockcycle.engine.docker.parse import parse_container
from dockcycle.engine.practice import PracticeEngine
from dockcycle.live.board.hub import Hub
from dockcycle.live.board.inspections import Inspections
from dockcycle.live.board.restart_loops import RestartLoopCheck
from dockcycle.live.board.watcher import Watcher
from tests.support.scripted_http_server import ScriptedHttpServer, answer
from tests.support.waiting import wait_until
from tests.unit.engine.payloads import ID, inspected

FOUND_WITHIN_SECONDS = 2.0
STATUS = EngineStatus("lab", "unreachable", 0)
OTHER = "0b5e" * 16


@pytest.mark.parametrize("verb", ["kill", "stop"])
def test_the_end_of_a_loop_is_on_the_board_within_two_seconds(engine: PracticeEngine, verb: str) -> None:
    hub = Hub([STATUS])
    watcher = Watcher(engine, hub)
    hub.start()
    watcher.start()
    id = engine.create(CreateSpec("dockcycle-test/busybox:1", command=("sh", "-c", "exit 5"), restart="always"))
    engine.start(id)
    wait_until(lambda: is_waiting(hub.container(("lab", id))), 30, "a long wait between two restarts")
    engine.kill(id) if verb == "kill" else engine.stop(id, 0)

    began = time.monotonic()
    wait_until(lambda: ended(published(hub)), 10, "the end of the loop")
    took = time.monotonic() - began
    watcher.stop()
    hub.stop()
    assert took < FOUND_WITHIN_SECONDS
    assert [move.edge for move in hub.snapshot().recent][-1] == verb


def published(hub: Hub) -> Container | None:
    """Return the only container as it was last published."""
    return next(iter(hub.snapshot().containers), None)


def is_waiting(container: Container | None) -> bool:
    return container is not None and container.state is State.RESTARTING and container.restarts >= 5


def ended(container: Container | None) -> bool:
    return container is not None and container.state is State.EXITED


def restarting(id: str) -> Container:
    """Return a container between two restarts, as a card shows it."""
    state = {"Status": "restarting", "ExitCode": 5, "StartedAt": "2026-01-01T00:00:00Z"}
    return parse_container.container("lab", {**inspected(state), "Id": id})


@contextmanager
def checked(*rows: str) -> Iterator[tuple[RestartLoopCheck, Hub, ScriptedHttpServer]]:
    """Yield a check of an engine that lists `rows` as restarting and inspects every container as exited."""
    exited = inspected({"Status": "exited", "ExitCode": 5, "StartedAt": "2026-01-01T00:00:00Z"})
    listed = [{"Id": id, "Names": ["/web"], "State": "restarting"} for id in rows]
    replies = {f"GET /containers/{id}/json": answer(200, {**exited, "Id": id}) for id in (ID, OTHER)}
    with ScriptedHttpServer({**replies, "GET /containers/json": answer(200, listed)}) as server:
        engine, hub = DockerEngine("lab", parse_address(server.url)), Hub([STATUS])
        engine.connect()
        inspections = Inspections(engine, hub, lambda _: None)
        inspections.start()
        yield RestartLoopCheck(engine, hub, inspections, threading.Event()), hub, server
        inspections.stop()
        engine.close()


def lists(server: ScriptedHttpServer) -> list[str]:
    """Return the filters of the requests for a list."""
    urls = [urlsplit(path) for _, path in server.asked]
    return [parse_qs(url.query)["filters"][0] for url in urls if url.path.endswith("/containers/json")]


def test_one_request_covers_all_containers() -> None:
    with checked() as (check, hub, server):
        hub.write(lambda board: board.set(restarting(ID)) and board.set(restarting(OTHER)))
        check.run()
        wait_until(lambda: all(ended(hub.container(("lab", id))) for id in (ID, OTHER)), 5, "both exits")

    assert lists(server) == ['{"status": ["restarting"]}']


def test_without_a_restarting_container_no_request_is_sent() -> None:
    with checked() as (check, _, server):
        check.run()

    assert lists(server) == []


def test_a_container_that_still_waits_is_not_inspected() -> None:
    with checked(ID) as (check, hub, server):
        hub.write(lambda board: board.set(restarting(ID)))
        check.run()

    assert [path for _, path in server.asked if ID in path] == []


def test_a_container_whose_event_arrived_meanwhile_is_not_inspected() -> None:
    with checked() as (check, hub, server):
        hub.write(lambda board: board.set(restarting(ID)))
        running = parse_container.container("lab", inspected())
        timer = threading.Thread(target=lambda: write_after_list(hub, server, running))
        timer.start()
        check.run()
        timer.join()

    assert [path for _, path in server.asked if ID in path] == []


def write_after_list(hub: Hub, server: ScriptedHttpServer, container: Container) -> None:
    wait_until(lambda: lists(server), 5, "the list")
    hub.write(lambda board: board.set(container))
