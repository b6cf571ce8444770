"""From when on past events are asked for."""

import time
from typing import Any

import pytest

from dockcycle.domain.timestamps import NANOSECONDS
from dockcycle.engine.discovery import parse_address
from dockcycle.engine.docker.docker_engine import DockerEngine
from tests.support.scripted_http_server import CHUNKED, PODMAN_VERSION, ScriptedHttpServer, answer

DOCKER: dict[str, Any] = {"Version": "28.5.2", "ApiVersion": "1.51"}


def asked(version: dict[str, Any], since_ns: int) -> float:
    """Subscribe, and return the `since` of the query in seconds."""
    with ScriptedHttpServer({"GET /version": answer(200, version), "GET /events": CHUNKED + b"0\r\n\r\n"}) as server:
        engine = DockerEngine("local", parse_address(server.url))
        engine.connect()
        engine.events(since_ns).close()
        engine.close()
        query = server.asked[-1][1].partition("since=")[2]
    return float(query)


def test_docker_is_asked_for_all_that_it_remembers() -> None:
    assert asked(DOCKER, 1) == pytest.approx(1e-9)


def test_podman_is_asked_only_for_the_last_minutes_of_its_log() -> None:
    assert time.time() - 660 < asked(PODMAN_VERSION, 1) < time.time() - 540


@pytest.mark.parametrize("version", [DOCKER, PODMAN_VERSION])
def test_after_a_short_absence_nothing_is_left_out(version: dict[str, Any]) -> None:
    since_ns = time.time_ns() - 30 * NANOSECONDS

    assert asked(version, since_ns) == pytest.approx(since_ns / NANOSECONDS)
