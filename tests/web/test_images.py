"""Images over HTTP, on the practice engine: who uses which, what stands in the way, what a prune takes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.api_client import ApiClient
from tests.support.app import App
from tests.support.dockerd import IMAGE
from tests.support.waiting import wait_until


@pytest.fixture
def client(tmp_path: Path) -> Iterator[ApiClient]:
    """The app on a practice engine without containers."""
    with App({"DOCKCYCLE_ENGINES": "lab=practice://?containers=0"}, tmp_path / "app.log") as app:
        app.wait_live()
        yield ApiClient(app)


def image(client: ApiClient, tag: str) -> dict[str, Any] | None:
    images = client.ask("GET", "/images")[1]["images"]
    return next((one for one in images if tag in one["tags"]), None)


def test_each_image_tells_the_containers_made_from_it(client: ApiClient) -> None:
    id = client.run()
    client.until(id, bool)

    used = image(client, IMAGE)

    assert used is not None
    assert [(one["id"], one["state"]) for one in used["usedBy"]] == [(id, "running")]
    assert (image(client, "redis:8") or {})["usedBy"] == []


def test_one_in_use_says_by_whom_and_can_be_untagged(client: ApiClient) -> None:
    id = client.create()
    client.until(id, bool)

    status, body = client.delete(f"/images/lab/{IMAGE}")

    assert (status, body["code"], body["canForce"]) == (409, "image_in_use", True)
    assert [one["id"] for one in body["containers"]] == [id]
    status, body = client.delete(f"/images/lab/{IMAGE}?force=true")
    assert (status, body["untagged"], body["docker"]) == (200, [IMAGE], f"docker rmi -f {IMAGE}")
    assert client.container(id) is not None


def test_one_that_runs_cannot_be_forced_by_its_id(client: ApiClient) -> None:
    client.until(client.run(), bool)
    used = image(client, IMAGE)
    assert used is not None

    status, body = client.delete(f"/images/lab/{used['id']}?force=true")

    assert (status, body["code"], body["canForce"]) == (409, "image_in_use", False)


def test_one_that_nobody_uses_goes(client: ApiClient) -> None:
    status, body = client.delete("/images/lab/redis:8")

    assert (status, body["docker"]) == (200, "docker rmi redis:8")
    assert "redis:8" in body["untagged"]
    assert body["deleted"]
    wait_until(lambda: image(client, "redis:8") is None, 10, "the board to lose it")


def test_one_that_is_not_there_is_not_found(client: ApiClient) -> None:
    assert client.delete("/images/lab/nosuch:1")[1]["code"] == "not_found"
    assert client.delete("/images/nosuch/redis:8")[1]["code"] == "not_found"


def test_a_prune_takes_what_dangles_and_nothing_else(client: ApiClient) -> None:
    before = {one["id"] for one in client.ask("GET", "/images")[1]["images"]}
    status, body = client.post("/images/lab/prune", {})
    assert (status, body["deleted"], body["docker"]) == (200, [], "docker image prune -f")

    client.until(id := client.run(), bool)
    client.delete(f"/images/lab/{IMAGE}?force=true")
    client.act("remove", id, force=True)
    wait_until(lambda: any(one["dangling"] for one in client.ask("GET", "/images")[1]["images"]), 10, "one to dangle")
    status, body = client.post("/images/lab/prune", {})

    assert (status, len(body["deleted"])) == (200, 1)
    assert body["reclaimed"] > 0
    wait_until(lambda: len(client.ask("GET", "/images")[1]["images"]) == len(before) - 1, 10, "the board to lose it")
