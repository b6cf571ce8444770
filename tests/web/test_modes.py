"""`DOCKCYCLE_MODE` is the ceiling for everybody: what it does not allow is refused on every way in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from dockcycle.domain.access import NEEDS, Mode, allows
from dockcycle.web.http.actions import CONTAINER_ACTIONS
from dockcycle.web.http.viewer_cookie import COOKIE
from tests.support.api_client import ApiClient
from tests.support.app import App
from tests.support.changing_app import ChangingApp
from tests.support.console_client import ConsoleClient
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
    "host-access": ("POST", "/containers/lab", {"image": "nosuch", "volumes": ["/:/host"]}),
    "clone": ("GET", f"/containers/lab/{ID}/create", None),
    "pull": ("POST", "/images/lab/pull", {"reference": "UPPER"}),
    "cancel-pull": ("DELETE", "/pulls/none", None),
    "remove-image": ("DELETE", "/images/lab/nosuch", None),
    "prune-images": ("POST", "/images/lab/prune", {}),
    "reset-practice": ("POST", "/practice/lab/reset", {"fleet": "small"}),
    "tag-image": ("POST", "/images/lab/tag", {"reference": "nosuch", "target": "other:1"}),
    "image-history": ("GET", "/images/lab/nosuch/history", None),
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


def test_every_action_is_authorized_for_its_caller(tmp_path: Path) -> None:
    """Over HTTP the caller is the cookie, over a socket it is also the connection."""
    settings = {"DOCKCYCLE_ENGINES": "lab=practice://?containers=20"}
    with ChangingApp(settings, tmp_path / "app.log") as app:
        app.wait_live()
        for method, path, body in (*REQUESTS.values(), *OVER_HTTP):
            cookies = {COOKIE: "a" * 32}
            requests.request(method, f"{app.url}/api/v1{path}", json=body, cookies=cookies, timeout=20)
        over_http = app.decisions()
        viewers = over_sockets(app)
        asked = app.decisions() - over_http

    assert {(name, viewer) for name, viewer, *_ in over_http} == {("a" * 32, "")}
    assert {action for _, _, action, _ in over_http} == NEEDS.keys() - {"attach", "stats"}
    assert {engine for _, _, action, engine in over_http if action != "cancel-pull"} == {"lab"}
    assert {(name, viewer, action) for name, viewer, action, _ in asked} == viewers
    assert {engine for *_, engine in asked} == {"lab"}


def options_of(command: str) -> dict[str, str]:
    return {"name": "x"} if command == "rename" else {}


OVER_HTTP = [
    *(("POST", f"/containers/lab/{ID}/{command}", options_of(command)) for command in CONTAINER_ACTIONS),
    ("POST", f"/containers/lab/{ID}/remove", {"force": True}),
    ("GET", f"/containers/lab/{ID}/shells", None),
]


def over_sockets(app: ChangingApp) -> set[tuple[str, str, str]]:
    """Ask for everything that sockets offer; returns the name and the connection of each caller, and the action."""
    id = app.get("/api/v1/board").json()["containers"][0]["id"]
    key = {"engine": "lab", "id": id}
    expected = set()
    with Viewer(app.url) as viewer, ConsoleClient(app.url, "b" * 32) as consoles, StreamClient(app.url) as streams:
        board = viewer.connection
        for command in CONTAINER_ACTIONS:
            viewer.ask(
                "act", {"engine": "lab", "id": ID, "command": command, **({"name": "x"} if command == "rename" else {})}
            )
            expected.add((board, board, command))
        at = consoles.client.get_sid("/console")
        for mode in ("exec", "attach"):
            consoles.ask("open", {**key, "mode": mode, **({"cmd": ["sh"]} if mode == "exec" else {})})
            expected.add(("b" * 32, at, mode))
        for namespace, action in (("/logs", "logs"), ("/stats", "stats")):
            streams.ask(namespace, "follow", key)
            one = streams.client.get_sid(namespace)
            expected |= {(one, one, action), (one, one, "inspect")}
    return expected


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
