"""The names of Podman's pods: read once for what is there, once more for what comes."""

from typing import Any

import pytest

from dockcycle.engine.discovery import parse_address
from dockcycle.engine.docker.docker_engine import DockerEngine
from dockcycle.engine.docker.podman.podman import PODS_PATH
from dockcycle.engine.docker.podman.pods import Pods, names
from dockcycle.engine.errors import EngineError
from tests.support.scripted_http_server import PODMAN_VERSION, ScriptedHttpServer, answer

INFRA, WEB, LONELY = "a" * 64, "b" * 64, "c" * 64
#: As Podman 5.8.6 answers, with what nobody here reads left out.
MEMBERS = [
    {"Id": INFRA, "Names": "111111111111-infra", "Status": "running"},
    {"Id": WEB, "Names": "web", "Status": "running"},
]
LIST: list[dict[str, Any]] = [
    {"Id": "1" * 64, "InfraId": INFRA, "Name": "shop", "Status": "Running", "Containers": MEMBERS},
    {"Id": "2" * 64, "InfraId": "", "Name": "empty", "Status": "Created", "Containers": None},
]


class Reader:
    """Counts how often the list is read."""

    def __init__(self, *lists: list[dict[str, Any]]) -> None:
        self.lists = list(lists)

    def __call__(self) -> list[dict[str, Any]]:
        return self.lists.pop(0)


def test_every_member_of_a_pod_has_its_name_the_infra_container_too() -> None:
    assert names(LIST) == {INFRA: "shop", WEB: "shop"}


def test_one_reading_is_enough_for_all_that_are_listed() -> None:
    pods = Pods(Reader(LIST))
    pods.expect([INFRA, WEB, LONELY])

    assert [pods.name_of(id) for id in (LONELY, WEB, INFRA, LONELY)] == [None, "shop", "shop", None]


def test_a_container_that_comes_later_is_read_for() -> None:
    pods = Pods(Reader([], LIST))
    pods.expect([LONELY])

    assert [pods.name_of(id) for id in (LONELY, WEB)] == [None, "shop"]


def test_what_is_gone_is_forgotten() -> None:
    read = Reader(LIST, [])
    pods = Pods(read)
    assert pods.name_of(WEB) == "shop"
    pods.expect([LONELY])

    assert pods.name_of(WEB) is None
    assert read.lists == []


def inspected(version: dict[str, Any], pods: bytes) -> tuple[str | None, list[str]]:
    """Inspect one container of an engine; return its pod and the paths that were asked for."""
    found = {"Id": WEB, "Name": "/web", "Created": "2026-01-01T00:00:00Z", "State": {"Status": "running"}}
    replies = {
        "GET /version": answer(200, version),
        f"GET /containers/{WEB}/json": answer(200, found),
        f"GET {PODS_PATH}": pods,
    }
    with ScriptedHttpServer(replies) as server:
        engine = DockerEngine("lab", parse_address(server.url))
        engine.connect()
        try:
            return engine.inspect(WEB).pod, [path for _, path in server.asked]
        finally:
            engine.close()


def test_an_inspect_on_podman_names_the_pod() -> None:
    assert inspected(PODMAN_VERSION, answer(200, LIST))[0] == "shop"


@pytest.mark.parametrize("status", [403, 404])
def test_a_proxy_that_keeps_the_list_back_leaves_no_pods(status: int) -> None:
    assert inspected(PODMAN_VERSION, answer(status, {"message": "forbidden"}))[0] is None


def test_a_list_that_fails_is_no_word_about_the_pod() -> None:
    with pytest.raises(EngineError) as failed:
        inspected(PODMAN_VERSION, answer(500, {"message": "database is locked"}))

    assert failed.value.code == "engine_error"


def test_docker_is_not_asked_for_pods() -> None:
    pod, asked = inspected({"Version": "28.5.2", "ApiVersion": "1.51"}, answer(200, LIST))

    assert pod is None
    assert PODS_PATH not in asked
