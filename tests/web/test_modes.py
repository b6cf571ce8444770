"""`DOCKCYCLE_MODE` is the ceiling for everybody: what it does not allow is refused on every way in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dockcycle.domain.access import NEEDS, Mode, allows
from dockcycle.web.http.actions import CONTAINER_ACTIONS
from tests.support.api_client import ApiClient
from tests.support.app import App
from tests.support.stream_client import StreamClient
from tests.support.viewer import Viewer

ID = "a" * 64


@pytest.fixture(scope="module", params=list(Mode))
def moded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[App, Mode]]:
    """The app in each mode, with a few containers."""
    log: Path = tmp_path_factory.mktemp(request.param) / "app.log"
    settings = {"DOCKCYCLE_ENGINES": "lab=practice://?containers=20", "DOCKCYCLE_MODE": request.param}
    with App(settings, log) as app:
        app.wait_live()
        yield app, request.param


def clients(app: App, viewer: Viewer) -> list[ApiClient]:
    return [ApiClient(app), ApiClient(app, viewer)]


@pytest.mark.parametrize("command", CONTAINER_ACTIONS)
def test_container_commands(moded: tuple[App, Mode], command: str) -> None:
    app, mode = moded
    options = {"name": "other"} if command == "rename" else {}
    with Viewer(app.url) as viewer:
        answers = [client.act(command, ID, **options) for client in clients(app, viewer)]

    expected = (404, "not_found") if allows(mode, command) else (403, "forbidden")
    assert [(status, body["code"]) for status, body in answers] == [expected, expected]


def test_remove_by_force_needs_admin(moded: tuple[App, Mode]) -> None:
    app, mode = moded
    running = next(one for one in app.get("/api/v1/board").json()["containers"] if one["state"] == "running")

    status, body = ApiClient(app).act("remove", running["id"], force=True)

    assert status == (200 if mode is Mode.ADMIN else 403), body
    assert mode is Mode.ADMIN or ApiClient(app).container(running["id"]) == running


REQUESTS: dict[str, tuple[str, str, Any]] = {
    "create": ("POST", "/containers/lab", {"image": "nosuch"}),
    "clone": ("GET", f"/containers/lab/{ID}/create", None),
    "pull": ("POST", "/images/lab/pull", {"reference": "UPPER"}),
    "cancel-pull": ("DELETE", "/pulls/none", None),
    "remove-image": ("DELETE", "/images/lab/nosuch", None),
    "prune-images": ("POST", "/images/lab/prune", {}),
    "inspect": ("GET", f"/containers/lab/{ID}/inspect", None),
    "reveal": ("GET", f"/containers/lab/{ID}/inspect?reveal=/Config/Env/0", None),
    "top": ("GET", f"/containers/lab/{ID}/top", None),
    "changes": ("GET", f"/containers/lab/{ID}/changes", None),
    "logs": ("GET", f"/containers/lab/{ID}/logs.txt", None),
}


@pytest.mark.parametrize("action", REQUESTS)
def test_everything_else(moded: tuple[App, Mode], action: str) -> None:
    app, mode = moded
    status, body = ApiClient(app).ask(*REQUESTS[action])

    assert (status == 403) is not allows(mode, action), body
    assert status != 403 or (body["code"], mode.value in body["detail"]) == ("forbidden", True)


def test_readings_may_be_followed_in_every_mode(moded: tuple[App, Mode]) -> None:
    app, _ = moded
    one = app.get("/api/v1/board").json()["containers"][0]
    with StreamClient(app.url) as stream_client:
        for namespace in ("/stats", "/logs"):
            assert stream_client.ask(namespace, "follow", {"engine": "lab", "id": one["id"]})["ok"]
            assert stream_client.ask(namespace, "follow", {"engine": "lab", "id": ID})["code"] == "not_found"


def test_every_action_is_tried_here() -> None:
    over_sockets = {"exec", "attach", "stats"}

    assert NEEDS.keys() - over_sockets == {*CONTAINER_ACTIONS, *REQUESTS, "force-remove"}


def test_the_page_knows_what_it_may_offer(moded: tuple[App, Mode]) -> None:
    app, mode = moded
    table = app.get("/api/v1/lifecycle").json()

    assert table["mode"] == mode
    assert {one["name"]: one["allowed"] for one in table["commands"]} == {
        name: allows(mode, name) for name in (one["name"] for one in table["commands"])
    }
