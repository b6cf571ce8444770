"""Resets of practice engines: what they contain afterwards, what ends, and what is refused."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.api_client import ApiClient
from tests.support.app import App
from tests.support.console_client import ConsoleClient
from tests.support.viewer import Viewer
from tests.support.waiting import wait_until


@pytest.fixture
def client(tmp_path: Path) -> Iterator[ApiClient]:
    settings = {"DOCKCYCLE_ENGINES": "lab=practice://?life=0,real=unix:///nonexistent/docker.sock"}
    with App(settings, tmp_path / "app.log") as app:
        client = ApiClient(app)
        wait_until(lambda: len(board(client)["containers"]) == 20, 20, "the small fleet")
        yield client
        assert "Traceback" not in app.log_text()


def board(client: ApiClient) -> dict[str, Any]:
    return client.ask("GET", "/board")[1]


def images(client: ApiClient) -> list[str]:
    return [tag for image in client.ask("GET", "/images")[1]["images"] for tag in image["tags"]]


def until_fleet(client: ApiClient, count: int, *, has_images: bool) -> None:
    wait_until(lambda: len(board(client)["containers"]) == count, 10, f"{count} containers")
    wait_until(lambda: bool(images(client)) is has_images, 10, "the images")


def test_each_fleet_replaces_everything(client: ApiClient) -> None:
    for fleet, count in (("empty", 0), ("busy", 60), ("small", 20)):
        assert client.post("/practice/lab/reset", {"fleet": fleet}) == (200, {"ok": True})
        until_fleet(client, count, has_images=fleet != "empty")
        assert "dockcycle-test/busybox:1" not in images(client)
    engines = {one["name"]: one["state"] for one in board(client)["engines"]}
    assert engines["lab"] == "live"


def test_the_first_pull_of_an_empty_board_is_one(client: ApiClient) -> None:
    client.post("/practice/lab/reset", {"fleet": "empty"})
    wait_until(lambda: not images(client), 10, "no image")
    status, body = client.post("/images/lab/pull", {"reference": "busybox"})
    assert status == 202

    wait_until(lambda: client.ask("GET", f"/pulls/{body['pull']}")[1]["state"] == "done", 20, "the pull")
    pull = client.ask("GET", f"/pulls/{body['pull']}")[1]
    assert pull["upToDate"] is False
    assert pull["layers"]


def test_viewers_see_the_new_board_and_consoles_end(client: ApiClient) -> None:
    with Viewer(client.app.url) as viewer, ConsoleClient(client.app.url) as consoles:
        wait_until(lambda: len(viewer.containers) == 20, 10, "the board")
        running = next(id for (_, id), one in viewer.containers.items() if one["state"] == "running")
        console = consoles.open(running, "sh", engine="lab")
        wait_until(lambda: client.ask("GET", "/viewers")[1]["others"] >= 1, 5, "another viewer")

        client.post("/practice/lab/reset", {"fleet": "empty"})

        assert consoles.until_exit(console)["reason"] == "engine_removed"
        wait_until(lambda: not viewer.containers, 10, "the empty board")
        assert board(client)["tombstones"] == []
    wait_until(lambda: client.ask("GET", "/viewers")[1]["others"] == 0, 5, "no other viewer")


def test_a_real_or_unknown_engine_and_an_unknown_fleet_are_refused(client: ApiClient) -> None:
    status, body = client.post("/practice/real/reset", {"fleet": "empty"})
    assert (status, body["code"]) == (400, "bad_request")
    assert "not a practice engine" in body["detail"]
    assert client.post("/practice/nosuch/reset", {"fleet": "empty"})[1]["code"] == "not_found"
    assert client.post("/practice/lab/reset", {"fleet": "huge"})[1]["code"] == "bad_request"
    assert client.post("/practice/lab/reset", {})[1]["code"] == "bad_request"
    assert len(board(client)["containers"]) == 20
