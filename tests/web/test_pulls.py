"""Pulls over HTTP and the socket, on the practice engine: seen by everybody, cancelled, told apart when they fail."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.support.api_client import ApiClient
from tests.support.app import App
from tests.support.viewer import Viewer
from tests.support.waiting import wait_until


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiClient]:
    """The app on a practice engine without containers."""
    log: Path = tmp_path_factory.mktemp("pulls") / "app.log"
    with App({"DOCKCYCLE_ENGINES": "lab=practice://?containers=0"}, log) as app:
        app.wait_live()
        yield ApiClient(app)


def begun(client: ApiClient, reference: str, **credentials: str) -> str:
    status, body = client.post("/images/lab/pull", {"reference": reference, **credentials})
    assert (status, body["ok"]) == (202, True), body
    return str(body["pull"])


def pull(client: ApiClient, id: str) -> dict[str, Any]:
    return client.ask("GET", f"/pulls/{id}")[1]


def ended(client: ApiClient, id: str) -> dict[str, Any]:
    wait_until(lambda: pull(client, id)["state"] != "pulling", 30, "the pull to end")
    return pull(client, id)


def test_a_pull_is_told_to_every_viewer_with_its_layers(client: ApiClient) -> None:
    with Viewer(client.app.url) as early:
        id = begun(client, "mariadb:12")
        wait_until(lambda: early.pulls.get(id, {}).get("layers"), 10, "a first layer")
        with Viewer(client.app.url) as late:
            wait_until(lambda: id in late.pulls, 5, "a pull that began before the viewer came")
            done = ended(client, id)
            for viewer in (early, late):
                wait_until(lambda viewer=viewer: viewer.pulls[id] == done, 5, "the end")  # type: ignore[misc]

    assert (done["state"], done["reference"], done["registry"], done["error"]) == (
        "done",
        "mariadb:12",
        "docker.io",
        None,
    )
    assert done["current"] == done["total"] > 0
    assert {layer["state"] for layer in done["layers"]} <= {"complete", "exists"}
    images = client.ask("GET", "/images")[1]["images"]
    assert [image["tags"] for image in images if "mariadb:12" in image["tags"]]


def test_who_comes_later_is_told_of_a_pull_that_is_over_and_gets_one_snapshot(client: ApiClient) -> None:
    id = begun(client, "nosuch-image:2")
    failed = ended(client, id)

    with Viewer(client.app.url) as viewer:
        wait_until(lambda: viewer.pulls.get(id) == failed, 5, "the pull that is over")
        assert viewer.ask("snapshot") == {"ok": True}
        wait_until(lambda: len(viewer.revisions) >= 2, 5, "the second snapshot")
    assert len(viewer.revisions) == 2
    assert "Traceback" not in client.app.log_text()


def test_it_shows_the_docker_line(client: ApiClient) -> None:
    body = client.post("/images/lab/pull", {"reference": "docker.io/library/httpd"})[1]

    assert body["docker"] == "docker pull httpd:latest"
    client.delete(f"/pulls/{body['pull']}")


def test_the_same_image_is_not_pulled_twice_at_once(client: ApiClient) -> None:
    first, second = begun(client, "postgres:18"), begun(client, "docker.io/library/postgres:18")

    assert first == second
    client.delete(f"/pulls/{first}")


def test_one_that_is_cancelled_ends(client: ApiClient) -> None:
    id = begun(client, "postgres:18")

    assert client.delete(f"/pulls/{id}") == (200, {"ok": True})
    assert ended(client, id)["state"] == "cancelled"
    images = client.ask("GET", "/images")[1]["images"]
    assert not [image for image in images if "postgres:18" in image["tags"]]


@pytest.mark.parametrize(
    ("reference", "reason", "code"),
    [
        ("nosuch-image:1", "unknown_image", "not_found"),
        ("registry.team.example/shop/web:4.3", "no_credentials", "forbidden"),
        ("nohost.example/x:1", "unknown_host", "engine_error"),
    ],
)
def test_failures_are_told_apart(client: ApiClient, reference: str, reason: str, code: str) -> None:
    failed = ended(client, begun(client, reference))

    assert (failed["state"], failed["error"]["reason"], failed["error"]["code"]) == ("failed", reason, code)
    assert failed["error"]["text"]
    assert failed["error"]["help"]
    assert failed["error"]["engineMessage"]


def test_user_and_password_serve_and_are_told_nowhere(client: ApiClient) -> None:
    wrong = begun(client, "registry.team.example/shop/web:4.3", username="dockcycle", password="hunter2hunter2")
    assert ended(client, wrong)["error"]["reason"] == "wrong_password"
    right = begun(client, "registry.team.example/shop/web:4.3", username="dockcycle", password="practice")
    assert ended(client, right)["state"] == "done"

    told = [client.ask("GET", "/pulls")[1], client.ask("GET", "/board")[1], client.app.log_text()]
    assert "hunter2" not in str(told)


@pytest.mark.parametrize(
    "reference", ["UPPER", "a b", "https://x/y", "-v /:/x img", "../../x", "x" * 300, "x@sha256:bad"]
)
def test_what_is_no_name_is_refused_at_once(client: ApiClient, reference: str) -> None:
    status, body = client.post("/images/lab/pull", {"reference": reference})

    assert (status, body["code"], body["field"]) == (400, "bad_request", "reference")


def test_a_pull_that_is_not_there_is_not_found(client: ApiClient) -> None:
    assert client.ask("GET", "/pulls/none")[0] == client.delete("/pulls/none")[0] == 404


def test_the_app_stops_while_it_pulls(tmp_path: Path) -> None:
    with App({"DOCKCYCLE_ENGINES": "lab=practice://?containers=0"}, tmp_path / "app.log") as app:
        app.wait_live()
        begun(ApiClient(app), "mariadb:12")
        assert app.stop() == 0
    with pytest.raises(requests.ConnectionError):
        app.get("/healthz")
